using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Support;

/// <summary>The files of an upstream whose host may stand still when one of them is asked for first. Asked again, it serves it whole.</summary>
/// <param name="content">The bytes of a file by the id of its job.</param>
internal sealed class HaltingFiles(Func<string, byte[]> content)
{
    private readonly ConcurrentDictionary<string, int> asked = new();
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How many bytes come before the host stands still, by the job; without an entry it does not.</summary>
    public ConcurrentDictionary<string, int> Halts { get; } = new();

    /// <summary>How often each was asked for.</summary>
    public IReadOnlyDictionary<string, int> Asked => asked;

    public static async Task<FileUpstream> Start(HaltingFiles files)
    {
        var upstream = await FileUpstream.Start(files.Answer);
        upstream.Link = $"{upstream.Url}/files/{FileUpstream.Job}.mp4";
        return upstream;
    }

    /// <summary>Lets all that stands still go on.</summary>
    public void Release() => released.SetResult();

    private async Task Answer(HttpContext http)
    {
        var job = Path.GetFileNameWithoutExtension(http.Request.Path.Value!);
        var bytes = content(job);
        if (asked.AddOrUpdate(job, 1, (_, times) => times + 1) > 1 || !Halts.TryGetValue(job, out var first))
        {
            await FileUpstream.Serving(bytes)(http);
            return;
        }

        // It says no length, so that even all of its bytes are no whole file before it says that these are all.
        if (first > 0)
        {
            await http.Response.Body.WriteAsync(bytes.AsMemory(0, first));
            await http.Response.Body.FlushAsync();
        }

        await released.Task.WaitAsync(http.RequestAborted);
        await http.Response.Body.WriteAsync(bytes.AsMemory(first));
    }
}

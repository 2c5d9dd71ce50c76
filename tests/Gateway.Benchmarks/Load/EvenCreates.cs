using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Gateway.Benchmarks.Load;

/// <summary>Creates tasks evenly, whether or not their answers come in time. Each is polled first so long after its create, so their jobs end evenly too.</summary>
internal static partial class EvenCreates
{
    private static readonly Uri Videos = new("/v1/videos/generations", UriKind.Relative);

    /// <param name="extra">What the body of the task with this number holds besides the usual, beginning with a comma.</param>
    /// <returns>The tasks' ids.</returns>
    public static async Task<string[]> Run(HttpClient client, int count, int perSecond, Func<int, string>? extra = null)
    {
        var begun = Stopwatch.GetTimestamp();
        var creates = new List<Task<string>>();
        while (creates.Count < count)
        {
            if (creates.Count > Stopwatch.GetElapsedTime(begun).TotalSeconds * perSecond)
            {
                await Task.Delay(1);
                continue;
            }

            creates.Add(Create(client, extra?.Invoke(creates.Count) ?? ""));
        }

        return await Task.WhenAll(creates);
    }

    private static async Task<string> Create(HttpClient client, string extra)
    {
        using var body = new StringContent($$"""{"model":"viduq3-pro","prompt":"A cat playing piano","duration":8{{extra}}}""", MediaTypeHeaderValue.Parse("application/json"));
        using var answer = await client.PostAsync(Videos, body);
        return TaskId().Match(await answer.Content.ReadAsStringAsync()) is { Success: true } id
            ? id.Value
            : throw new InvalidOperationException($"A create was answered {(int)answer.StatusCode}.");
    }

    [GeneratedRegex("video_[0-9A-Z]{26}")]
    private static partial Regex TaskId();
}

using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Support;

/// <summary>An upstream whose every job is completed at once, and the host of the files that it names.</summary>
internal sealed class FileUpstream : IAsyncDisposable
{
    public const string Path = "/files/v.mp4";

    public const string Job = "{job}";

    private WebApplication app = null!;
    private int jobs;

    public string Url => app.Urls.First();

    /// <summary>The headers of every question for a file.</summary>
    public ConcurrentQueue<IReadOnlyDictionary<string, string>> Asked { get; } = new();

    /// <summary>Where the file is; by default here. <see cref="Job"/> in it stands for the id of the job.</summary>
    public string? Link { get; set; }

    /// <summary>Unix seconds; null says nothing of it.</summary>
    public long? ExpiresAt { get; set; }

    /// <summary>What answers when an image is handed in.</summary>
    public RequestDelegate? Upload { get; set; }

    /// <param name="file">What answers when a file is asked for.</param>
    public static async Task<FileUpstream> Start(RequestDelegate file)
    {
        var upstream = new FileUpstream();
        upstream.app = await LocalHost.Start(app => app.Run(http => upstream.Answer(http, file)));
        return upstream;
    }

    /// <summary>Serves these bytes as a host of files does.</summary>
    public static RequestDelegate Serving(byte[] bytes) => http =>
        Results.Bytes(bytes, "video/mp4", enableRangeProcessing: true, lastModified: DateTimeOffset.FromUnixTimeSeconds(1_768_000_000)).ExecuteAsync(http);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private Task Answer(HttpContext http, RequestDelegate file)
    {
        if (http.Request.Path.StartsWithSegments("/files", StringComparison.Ordinal))
        {
            Asked.Enqueue(http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString()));
            return file(http);
        }

        http.Response.ContentType = "application/json";
        if (Upload is not null && http.Request.Path.Value!.EndsWith("/uploads/images", StringComparison.Ordinal))
        {
            return Upload(http);
        }

        if (HttpMethods.IsPost(http.Request.Method))
        {
            return http.Response.WriteAsync($$"""{"id":"job-{{Interlocked.Increment(ref jobs)}}","object":"generation.task","status":"queued","progress":0}""");
        }

        var expires = ExpiresAt is { } time ? $",\"expires_at\":{time}" : "";
        var id = http.Request.Path.Value!.Split('/')[^1];
        var link = Link?.Replace(Job, id, StringComparison.Ordinal) ?? $"{Url}{Path}?secret=of-the-link";
        return http.Response.WriteAsync(
            $$"""{"id":"{{id}}","status":"completed"{{expires}},"result":{"type":"video","data":[{"url":"{{link}}","format":"mp4"} ] } }""");
    }
}

using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Support;

/// <summary>An upstream that takes every job, ends it with the second poll, and remembers the headers of what it was asked.</summary>
internal sealed class TracedUpstream : IAsyncDisposable
{
    private WebApplication app = null!;
    private readonly ConcurrentQueue<(string Method, IReadOnlyDictionary<string, string> Headers)> requests = new();
    private int polls;

    public string Url => app.Urls.First();

    public IReadOnlyCollection<(string Method, IReadOnlyDictionary<string, string> Headers)> Requests => requests;

    public static async Task<TracedUpstream> Start()
    {
        var upstream = new TracedUpstream();
        upstream.app = await LocalHost.Start(app => app.Run(upstream.Answer));
        return upstream;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private Task Answer(HttpContext http)
    {
        requests.Enqueue((http.Request.Method, http.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString())));
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(
            HttpMethods.IsPost(http.Request.Method) ? RawUpstream.Accepted
            : Interlocked.Increment(ref polls) < 2 ? """{"id":"job-1","object":"generation.task","status":"in_progress","progress":50}"""
            : RawUpstream.Completed);
    }
}

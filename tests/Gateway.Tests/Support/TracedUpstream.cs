using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Support;

/// <summary>An upstream that takes every job, ends it with the second poll, and remembers the headers of what it was asked.</summary>
internal sealed class TracedUpstream : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<(string Method, IReadOnlyDictionary<string, string> Headers)> requests = new();
    private int polls;

    private TracedUpstream(WebApplication app) => this.app = app;

    public string Url => app.Urls.First();

    public IReadOnlyCollection<(string Method, IReadOnlyDictionary<string, string> Headers)> Requests => requests;

    public static async Task<TracedUpstream> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var upstream = new TracedUpstream(app);
        app.Run(upstream.Answer);
        await app.StartAsync();
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

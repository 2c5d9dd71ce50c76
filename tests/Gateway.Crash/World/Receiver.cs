using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gateway.Crash.World;

/// <summary>A team's service in this process, which is told of tasks' ends. Now and then it refuses a message when it sees it first.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private const int RefusesOneOf = 20;

    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, bool> seen = [];
    private int count;

    private Receiver(WebApplication app) => this.app = app;

    /// <summary>What was taken.</summary>
    public ConcurrentQueue<ReceivedCallback> Taken { get; } = [];

    public string Url => $"{app.Urls.First()}/hook";

    public static async Task<Receiver> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var receiver = new Receiver(app);
        app.MapPost("/hook", receiver.Take);
        await app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task Take(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var headers = http.Request.Headers;
        var callback = new ReceivedCallback(headers["webhook-id"].ToString(), headers["webhook-timestamp"].ToString(), headers["webhook-signature"].ToString(), body.ToArray());
        if (seen.TryAdd(callback.Id, true) && Interlocked.Increment(ref count) % RefusesOneOf == 0)
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        Taken.Enqueue(callback);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}

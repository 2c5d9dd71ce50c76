using System.Collections.Concurrent;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Telemetry;

/// <summary>Takes traces and metrics over OTLP/HTTP, as a collector does.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private WebApplication app = null!;
    private readonly ConcurrentQueue<Span> spans = new();
    private readonly ConcurrentQueue<string> metrics = new();

    public string Url => app.Urls.First();

    public IReadOnlyCollection<Span> Spans => spans;

    /// <summary>The names that have come.</summary>
    public IReadOnlyCollection<string> Metrics => metrics;

    public static async Task<OtlpReceiver> Start()
    {
        var receiver = new OtlpReceiver();
        receiver.app = await LocalHost.Start(app =>
        {
            app.MapPost("/v1/traces", http => Take(http, 2, message => receiver.spans.Enqueue(Span.Read(message))));
            app.MapPost("/v1/metrics", http => Take(http, 2, message => receiver.metrics.Enqueue(Protobuf.Text(Protobuf.Fields(message), 1))));
        });
        return receiver;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    /// <summary>Resource, then scope, then the items: in both kinds of message the lists have the same numbers.</summary>
    private static async Task Take(HttpContext http, int items, Action<ReadOnlyMemory<byte>> take)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var message = Protobuf.Fields(body.ToArray());
        foreach (var resource in Protobuf.Bytes(message, 1))
        {
            foreach (var scope in Protobuf.Bytes(Protobuf.Fields(resource), 2))
            {
                foreach (var item in Protobuf.Bytes(Protobuf.Fields(scope), items))
                {
                    take(item);
                }
            }
        }

        http.Response.ContentType = "application/x-protobuf";
    }
}

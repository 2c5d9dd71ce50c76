using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Gateway.Benchmarks.Load;

/// <summary>Receivers of callbacks, each at a port of its own. The first takes what it is sent and never answers.</summary>
internal sealed partial class Receivers : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<long> told = new();

    private Receivers(WebApplication app) => this.app = app;

    public IReadOnlyList<string> Urls => [.. app.Urls];

    /// <summary>For each callback the time from its upstream's word, in ticks of the stopwatch; of those that answer.</summary>
    public IReadOnlyCollection<long> Told => told;

    public static async Task<Receivers> Start(int count)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            for (var number = 0; number < count; number++)
            {
                kestrel.Listen(IPAddress.Loopback, 0);
            }
        });
        var app = builder.Build();
        var receivers = new Receivers(app);
        app.Run(receivers.Take);
        await app.StartAsync();
        return receivers;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task Take(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync();
        var at = Stopwatch.GetTimestamp();
        if (new Uri(Urls[0]).Port == http.Connection.LocalPort)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        told.Enqueue(at - long.Parse(EndedAt().Match(body).Groups[1].Value, CultureInfo.InvariantCulture));
    }

    /// <summary>The stub names its results after the time at which it says that they are there.</summary>
    [GeneratedRegex("example.com/([0-9]+).mp4")]
    private static partial Regex EndedAt();
}

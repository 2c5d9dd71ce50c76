using Gateway.Tasks;
using Gateway.Telemetry;
using Gateway.Upstreams;

namespace Gateway.Workers;

/// <summary>Polls each upstream by itself, so that one whose answers hang holds up no other.</summary>
internal sealed class PollingLoop(
    ITaskStore store, TaskLife life, Poller poller, SendOutcomes outcomes, PollingOptions options, UpstreamRegistry upstreams, TaskLog log, Meters meters, TimeProvider time,
    IHostApplicationLifetime lifetime) : BackgroundService
{
    private readonly IReadOnlyList<UpstreamPolling> all =
        [.. upstreams.All.Prepend(null).Select(upstream => new UpstreamPolling(upstream, store, life, poller, outcomes, options, log, meters, time))];

    public override void Dispose()
    {
        foreach (var polling in all)
        {
            polling.Dispose();
        }

        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        lifetime.During(draining => Task.WhenAll(all.Select(polling => polling.Run(draining, stoppingToken))), stoppingToken);
}

namespace Gateway.Workers;

/// <summary>Looks every few seconds for what replicas that have died left open.</summary>
internal sealed class TakeUpLoop(Poller poller, TaskLog log, TimeProvider time, IHostApplicationLifetime lifetime) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => lifetime.During(Look, stoppingToken);

    private async Task Look(CancellationToken draining)
    {
        using var timer = new PeriodicTimer(Pause, time);
        while (await timer.WaitForNextTickAsync(draining))
        {
            try
            {
                await poller.TakeUp(draining);
            }
#pragma warning disable CA1031 // The next look finds what this one could not take up.
            catch (Exception problem) when (problem is not OperationCanceledException || !draining.IsCancellationRequested)
#pragma warning restore CA1031
            {
                log.RoundBroken(problem);
            }
        }
    }
}

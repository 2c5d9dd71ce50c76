using Gateway.Canonical;
using Gateway.Tasks;

namespace Gateway.Workers;

/// <summary>Lets finished tasks go when their time is over, in small steps: docs/decisions/0023.</summary>
internal sealed partial class RetentionLoop(
    ITaskRetention store, RetentionTerms terms, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<RetentionLoop> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        terms.KeepFor is { } keepFor ? lifetime.During(draining => Look(keepFor, draining), stoppingToken) : Task.CompletedTask;

    private async Task Look(TimeSpan keepFor, CancellationToken draining)
    {
        using var timer = new PeriodicTimer(terms.Look, time);
        do
        {
            await Round(keepFor, draining);
        }
        while (await timer.WaitForNextTickAsync(draining));
    }

    private async Task Round(TimeSpan keepFor, CancellationToken stopping)
    {
        var (begun, gone) = (time.GetTimestamp(), 0L);
        try
        {
            var before = time.Now() - keepFor;
            RetentionStep? step = null;
            do
            {
                if (step?.Gone > 0)
                {
                    await Task.Delay(terms.Pause, time, stopping);
                }

                step = await store.LetGo(before, step?.Last, terms.Step);
                gone += step?.Gone ?? 0;
            }
            while (step?.Looked == terms.Step);
        }
        catch (StoreUnavailableException)
        {
            // The store itself says so, once.
        }
#pragma warning disable CA1031 // The next round finds what this one has left.
        catch (Exception problem) when (!stopping.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Failed(logger, problem);
        }
        finally
        {
            if (gone > 0)
            {
                Gone(logger, gone, keepFor, time.GetElapsedTime(begun));
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} task(s) that had ended more than {KeepFor} ago are deleted, which took {Time}")]
    private static partial void Gone(ILogger logger, long count, TimeSpan keepFor, TimeSpan time);

    [LoggerMessage(Level = LogLevel.Error, Message = "Old tasks could not be deleted; it is tried again")]
    private static partial void Failed(ILogger logger, Exception problem);
}

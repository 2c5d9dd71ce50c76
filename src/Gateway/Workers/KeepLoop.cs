using Gateway.Canonical;
using Gateway.Files;

namespace Gateway.Workers;

/// <summary>Has finished videos copied when they are due, some at a time, and deleted when their time is over.</summary>
internal sealed partial class KeepLoop(
    IKeptFiles kept, FileKeeper keeper, KeepTerms terms, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<KeepLoop> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => lifetime.During(draining => Look(draining, stoppingToken), stoppingToken);

    /// <param name="draining">Nothing is begun any more; what is under way goes on.</param>
    private async Task Look(CancellationToken draining, CancellationToken stopping)
    {
        var running = new List<Task>();
        using var timer = new PeriodicTimer(terms.Look, time);
        try
        {
            do
            {
                running.RemoveAll(copy => copy.IsCompleted);
                foreach (var file in await Take(terms.AtOnce - running.Count))
                {
                    running.Add(Attend(file, stopping));
                }
            }
            while (await timer.WaitForNextTickAsync(draining));
        }
        finally
        {
            await Task.WhenAll(running);
        }
    }

    private async Task<IReadOnlyList<KeptFile>> Take(int limit)
    {
        try
        {
            var now = time.Now();
            return limit == 0 ? [] : await kept.Take(now, now + terms.Lease, limit);
        }
        catch (StoreUnavailableException)
        {
            // The store itself says so, once.
            return [];
        }
    }

    private async Task Attend(KeptFile file, CancellationToken stopping)
    {
        try
        {
            await keeper.Attend(file, stopping);
        }
        catch (Exception problem) when (problem is StoreUnavailableException or OperationCanceledException)
        {
            // It is due again when its lease is over.
        }
#pragma warning disable CA1031 // As above, whatever it was: the loop goes on.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            Failed(logger, problem, file.TaskId);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The kept file of task {TaskId} could not be attended to; it is tried again")]
    private static partial void Failed(ILogger logger, Exception problem, string taskId);
}

using Gateway.Canonical;
using Gateway.Tasks;

namespace Gateway.Workers;

/// <summary>Looks every half minute at what polling goes by: how long jobs take these days, and how many replicas poll.</summary>
internal sealed partial class LearningLoop(
    ITaskReports reports, UsualDurations usual, PollPace pace, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<LearningLoop> logger) : BackgroundService
{
    private const int Newest = 5000;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => lifetime.During(Look, stoppingToken);

    private async Task Look(CancellationToken draining)
    {
        using var timer = new PeriodicTimer(Pause, time);
        do
        {
            await Learn();
        }
        while (await timer.WaitForNextTickAsync(draining));
    }

    private async Task Learn()
    {
        try
        {
            pace.Share((await reports.Replicas()).Count);
            usual.Learn(await reports.Completed(Newest));
        }
        catch (StoreUnavailableException)
        {
            // The store itself says so, once.
        }
#pragma warning disable CA1031 // What was learned before stays; the next look learns anew.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            Failed(logger, problem);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "What polling goes by could not be read; it is tried again")]
    private static partial void Failed(ILogger logger, Exception problem);
}

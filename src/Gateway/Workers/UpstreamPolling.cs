using Gateway.Canonical;
using Gateway.Tasks;
using Gateway.Telemetry;
using Gateway.Upstreams;

namespace Gateway.Workers;

/// <summary>Finds one upstream's due tasks and has them attended to, so many at once as the settings allow. It ends only with the process.</summary>
/// <param name="upstream">Null for tasks that have none yet.</param>
internal sealed class UpstreamPolling(
    Upstream? upstream, ITaskStore store, TaskLife life, Poller poller, SendOutcomes outcomes, PollingOptions options, TaskLog log, Meters meters, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan LongestRest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan RestAfterTrouble = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenLooksAhead = TimeSpan.FromSeconds(5);

    /// <summary>Longer than any poll or resend takes, but not by much: a task that could not be attended to waits for its end.</summary>
    private readonly TimeSpan lease = (upstream is null ? TimeSpan.Zero : LongestSend(upstream.Options)) + TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim free = new(options.MaxConcurrency);

    private long? lookedAhead;

    private Instant Now => time.Now();

    public void Dispose() => free.Dispose();

    /// <param name="draining">From then on no further task is taken.</param>
    /// <param name="stopping">From then on no answer to a poll is waited for.</param>
    public async Task Run(CancellationToken draining, CancellationToken stopping)
    {
        while (!draining.IsCancellationRequested)
        {
            var rest = await RestOrRound(draining, stopping);
            await Task.Delay(rest, time, draining);
        }
    }

    /// <summary>Starts the due tasks, if there are any.</summary>
    /// <returns>How long to wait before looking again.</returns>
    private async Task<TimeSpan> RestOrRound(CancellationToken draining, CancellationToken stopping)
    {
        try
        {
            await LookAhead();
            var untilDue = await store.NextDue(upstream?.Name) is { } due ? due - Now : LongestRest;
            if (untilDue > TimeSpan.Zero)
            {
                return untilDue < LongestRest ? untilDue : LongestRest;
            }

            await Round(draining, stopping);
            return TimeSpan.Zero;
        }
#pragma warning disable CA1031 // A store that fails for a moment must not end polling for good.
        catch (Exception problem) when (problem is not OperationCanceledException || !draining.IsCancellationRequested)
#pragma warning restore CA1031
        {
            log.RoundBroken(problem);
            return RestAfterTrouble;
        }
    }

    /// <summary>A clock that was ahead and was set right has left due times that would not come for a long time.</summary>
    private async Task LookAhead()
    {
        if (lookedAhead is not { } last || time.GetElapsedTime(last) >= BetweenLooksAhead)
        {
            await store.BringBack(upstream?.Name, Now, life.FurthestDue());
            lookedAhead = time.GetTimestamp();
        }
    }

    private async Task Round(CancellationToken draining, CancellationToken stopping)
    {
        // Only this loop takes places, so those that are free now stay free until it takes them.
        await free.WaitAsync(draining);
        free.Release();
        var due = await store.ClaimDue(upstream?.Name, Now, Now + lease, free.CurrentCount);
        foreach (var task in due)
        {
            await free.WaitAsync(CancellationToken.None);
            Measure(task);
            // What it learns is written before the store is closed.
            _ = outcomes.Tracked(HandOver(task, stopping));
        }
    }

    /// <summary>When the job behind it has changed, this is how long that may have gone unseen beyond the interval.</summary>
    private void Measure(TaskRecord task)
    {
        if (upstream is not null && task.DueAt is { } due)
        {
            meters.LookedAt(upstream.Name, Now - due);
        }
    }

    private async Task HandOver(TaskRecord task, CancellationToken stopping)
    {
        try
        {
            await poller.Attend(task, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The next start takes the task up again.
        }
#pragma warning disable CA1031 // One task's trouble must not reach the others; it is due again when its lease ends.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            log.Broken(problem, task);
        }
        finally
        {
            free.Release();
        }
    }

    // A resend that is still under way must not be due again: the second would overtake the first.
    private static TimeSpan LongestSend(UpstreamOptions options) =>
        options.IdempotentResend && options.SubmitTimeout > options.PollTimeout ? options.SubmitTimeout : options.PollTimeout;
}

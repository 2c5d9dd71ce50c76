using System.Collections.Concurrent;
using System.Data.Common;
using Gateway.Dialects;
using Gateway.Tasks;
using Gateway.Upstreams;

namespace Gateway.Workers;

/// <summary>
/// Writes what became of a send: whoever changed the task meanwhile, and however long the store fails. Only the end of the
/// process ends that, after a last try.
/// </summary>
internal sealed class SendOutcomes(ITaskStore store, TaskLife life, SafeMessage safe, TaskLog log, StorePatience patience, TimeProvider time)
    : IHostedService, IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<Task, bool> underWay = new();
    private readonly CancellationTokenSource ending = new();

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await ending.CancelAsync();
        await Task.WhenAll(underWay.Keys).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => ending.Dispose();

    /// <summary>A stop waits for it, also when nobody else does any more.</summary>
    public T Tracked<T>(T work)
        where T : Task
    {
        if (!work.IsCompleted && underWay.TryAdd(work, true))
        {
            _ = work.ContinueWith(ended => underWay.TryRemove(ended, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        return work;
    }

    /// <param name="closing">The attempt's end; null when the outcome was asked for and not sent for.</param>
    /// <param name="takesLong">Called when a client has waited long enough for the store.</param>
    /// <returns>The task as it then is.</returns>
    public async Task<TaskRecord> Record(
        TaskRecord task, SubmitOutcome outcome, AttemptClosing? closing, bool isResend = false, Action? takesLong = null)
    {
        var isNewest = true;
        while (true)
        {
            var after = life.Answered(task, outcome, isNewest, isResend, safe.From);
            if (await Durably(after, () => store.Decide(new UpdateWish(task, after, closing)), takesLong) is { } stored)
            {
                if (outcome is SubmitOutcome.Accepted { UpstreamTaskId: var job } && job != stored.UpstreamTaskId)
                {
                    log.SecondJob(stored, job);
                }

                return stored;
            }

            if (await Durably(after, async () => await Look(task, closing), takesLong) is not { } now)
            {
                log.CameAfterTheEnd(task, outcome);
                return after;
            }

            (task, isNewest) = now;
            log.CameLate(task, outcome);
        }
    }

    /// <summary>Tries until it is done.</summary>
    public async Task<T> Durably<T>(TaskRecord after, Func<Task<T>> write, Action? takesLong = null)
    {
        var begun = time.GetTimestamp();
        ITimer? timer = null;
        try
        {
            for (var tries = 0; ; tries++)
            {
                var isLast = ending.IsCancellationRequested;
                try
                {
                    var written = await write();
                    if (tries > 0)
                    {
                        log.StoredAtLast(after, time.GetElapsedTime(begun));
                    }

                    return written;
                }
                catch (DbException problem) when (!isLast)
                {
                    if (tries == 0)
                    {
                        log.NotStored(problem, after);
                        timer = takesLong is null ? null : time.CreateTimer(_ => takesLong(), null, patience.Time, Timeout.InfiniteTimeSpan);
                    }

                    await Task.Delay(Pause(tries), time, ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }
                catch (DbException problem)
                {
                    log.NeverStored(problem, after);
                    throw;
                }
            }
        }
        finally
        {
            timer?.Dispose();
        }
    }

    /// <returns>Null when the task is gone.</returns>
    private async Task<(TaskRecord Task, bool IsNewest)?> Look(TaskRecord task, AttemptClosing? closing) =>
        await store.Find(task.Id) is { } found
            ? (found, closing is null || (await store.LastAttempt(task.Id))?.Number == closing.Number)
            : null;

    private static TimeSpan Pause(int tries)
    {
        var doubled = FirstPause * Math.Pow(2, Math.Min(tries, 10));
        return doubled < LongestPause ? doubled : LongestPause;
    }
}

using Gateway.Canonical;
using Gateway.Generations;
using Gateway.Keys;
using Gateway.Tasks;

namespace Gateway.Waiting;

/// <summary>Waits until there is news of a task. A drain ends the wait at once, so that the client's next call goes to a gateway that stays.</summary>
internal sealed class LongPoll(Waiters waiters, GetTask tasks, TimeProvider time, IHostApplicationLifetime lifetime)
{
    /// <param name="known">Whether the client knows the task like this; null when it knows nothing, and waits for the next change of status or progress.</param>
    public async Task<WaitOutcome> Wait(
        string id, ClientKey key, string? authorization, TimeSpan longest, Func<TaskRecord, bool>? known, CancellationToken gone)
    {
        using var waiter = waiters.Join(id, key, authorization);
        if (waiter is null)
        {
            return new WaitOutcome.TooMany();
        }

        if (await tasks.Get(id, key.Team) is not { } view)
        {
            return new WaitOutcome.Absent();
        }

        if (view.Task.IsTerminal || known?.Invoke(view.Task) == false)
        {
            return new WaitOutcome.Found(view);
        }

        var asked = view.Task;
        if (await News(waiter, task => known?.Invoke(task) == false || IsNews(asked, task), longest, gone) is false)
        {
            return new WaitOutcome.KeyEnded();
        }

        return await tasks.Get(id, key.Team) is { } now ? new WaitOutcome.Found(now) : new WaitOutcome.Absent();
    }

    /// <returns>False when the client key works no more.</returns>
    private async Task<bool> News(Waiter waiter, Func<TaskRecord, bool> isNews, TimeSpan longest, CancellationToken gone)
    {
        using var over = new CancellationTokenSource(longest, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(over.Token, gone, lifetime.ApplicationStopping);
        try
        {
            while (await waiter.Next(end.Token) is { } task)
            {
                if (isNews(task))
                {
                    return true;
                }
            }

            return false;
        }
        catch (OperationCanceledException) when (!gone.IsCancellationRequested)
        {
            return true;
        }
        catch (StoreUnavailableException)
        {
            // The change of another replica can't be read now; the client is told so by the read that follows.
            return true;
        }
    }

    private static bool IsNews(TaskRecord before, TaskRecord after) => (after.Status, after.Progress) != (before.Status, before.Progress);
}

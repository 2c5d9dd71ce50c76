using Gateway.Generations;
using Gateway.Keys;

namespace Gateway.Waiting;

/// <summary>Opens streams of a task's states.</summary>
internal sealed class TaskStreams(Waiters waiters, GetTask tasks, TaskViews views, QueuePlaces places, WaitingTerms terms, TimeProvider time, IHostApplicationLifetime lifetime)
{
    /// <returns>The stream, which the caller disposes, or why there is none.</returns>
    public async Task<(TaskStream? Stream, WaitOutcome? Refusal)> Open(string id, ClientKey key, string? authorization)
    {
        var waiter = waiters.Join(id, key, authorization);
        if (waiter is null)
        {
            return (null, new WaitOutcome.TooMany());
        }

        var isOpen = false;
        try
        {
            if (await tasks.Get(id, key.Team) is not { } view)
            {
                return (null, new WaitOutcome.Absent());
            }

            isOpen = true;
            return (new TaskStream(waiter, view, tasks, views, places, terms.Heartbeat, time, lifetime.ApplicationStopping), null);
        }
        finally
        {
            if (!isOpen)
            {
                waiter.Dispose();
            }
        }
    }
}

using System.Runtime.CompilerServices;
using Gateway.Canonical;
using Gateway.Generations;
using Gateway.Tasks;

namespace Gateway.Waiting;

/// <summary>A task as it is, and then as it becomes, up to its end or that of the gateway or the client key.</summary>
internal sealed class TaskStream(
    Waiter waiter, TaskView first, GetTask tasks, TaskViews views, QueuePlaces places, TimeSpan heartbeat, TimeProvider time, CancellationToken draining) : IDisposable
{
    private TaskView shown = first;
    private bool isMissing;

    /// <summary>How the task stood when it was last looked at.</summary>
    public TaskView Shown => shown;

    public void Dispose() => waiter.Dispose();

    /// <returns>Null is a sign of life: nothing has changed for some time.</returns>
    public async IAsyncEnumerable<TaskView?> Views([EnumeratorCancellation] CancellationToken gone)
    {
        yield return shown;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(gone, draining);
        while (!shown.Task.IsTerminal)
        {
            var (part, view) = await Next(end.Token);
            if (part == Part.End)
            {
                yield break;
            }

            if (part == Part.Heartbeat)
            {
                yield return null;
            }

            if (view is not null && view != shown)
            {
                shown = view;
                yield return shown;
            }
        }
    }

    private async Task<(Part Part, TaskView? View)> Next(CancellationToken end)
    {
        using var beat = new CancellationTokenSource(heartbeat, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(beat.Token, end);
        try
        {
            return await waiter.Next(either.Token) is { } task
                ? (Part.State, task.Version > shown.Task.Version ? await views.Of(task) : null)
                : (Part.End, null);
        }
        catch (OperationCanceledException)
        {
            return end.IsCancellationRequested ? (Part.End, null) : (Part.Heartbeat, await Refreshed());
        }
        catch (StoreUnavailableException)
        {
            // What another replica has changed can't be read now; the next heartbeat reads it.
            isMissing = true;
            return (Part.State, null);
        }
    }

    /// <summary>Its place in the queue has moved without an event, and an event may have been missed.</summary>
    private async Task<TaskView?> Refreshed()
    {
        try
        {
            if (isMissing)
            {
                var now = await tasks.Get(shown.Task.Id, shown.Task.Team);
                isMissing = false;
                return now;
            }

            return shown.Task.State == TaskState.Queued && await places.Of(shown.Task) is { } place ? shown with { QueuePosition = place } : null;
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
    }

    private enum Part
    {
        State,
        Heartbeat,
        End,
    }
}

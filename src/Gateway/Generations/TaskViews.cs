using Gateway.Canonical;
using Gateway.Tasks;

namespace Gateway.Generations;

/// <summary>Looks at tasks for whoever follows them.</summary>
internal sealed class TaskViews(ITaskStore store, PollingOptions polling, TimeProvider time)
{
    public async Task<TaskView> Of(TaskRecord task) => new(
        task,
        task.State == TaskState.Queued ? await Position(task) : null,
        task.IsTerminal ? null : PollHint(task));

    /// <summary>Its place is an extra: a client that gets an error instead of its task would make another.</summary>
    private async Task<int?> Position(TaskRecord task)
    {
        try
        {
            return await store.QueuePosition(task);
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
    }

    /// <summary>When the gateway itself asks next.</summary>
    private long PollHint(TaskRecord task)
    {
        var now = time.Now();
        var untilDue = ((task.DueAt ?? now) - now).TotalSeconds;
        return (long)Math.Ceiling(Math.Clamp(untilDue, 1, Math.Max(1, polling.Interval.TotalSeconds)));
    }
}

using Gateway.Audit;
using Gateway.Http;
using Gateway.Tasks;

namespace Gateway.Generations;

/// <summary>Ends a task of which nothing was submitted yet.</summary>
internal sealed class CancelTask(ITaskStore store, TaskLife life)
{
    /// <param name="team">Whose task it has to be; null for any.</param>
    /// <param name="gone">Whoever calls has left: what was not begun by then is not begun.</param>
    /// <param name="entry">What the audit log says of it, when an operator calls.</param>
    public async Task<(TaskRecord? Task, ApiError? Problem)> Cancel(
        string id, string? team, CancellationToken gone, Func<TaskRecord, TaskRecord, AuditEntry>? entry = null) =>
        await store.Decide(new CancelWish(id, team, life, entry), gone) switch
        {
            CancelResult.Cancelled { Task: var task } => (task, null),
            CancelResult.NotCancellable { Task: var task } => (null, ApiError.NotCancellable(WhyNot(task))),
            _ => (null, ApiError.TaskNotFound()),
        };

    private static string WhyNot(TaskRecord task) => task.State switch
    {
        TaskState.Submitting => "This task is just being handed to an upstream, which may have started the job already.",
        TaskState.Unknown => "The upstream may have started this task's job: its answer was lost, and the job can't be stopped.",
        TaskState.Polling => "This task's job runs already, and its upstream can't stop one.",
        _ => $"This task has ended already: it is {task.State.Word()}.",
    };
}

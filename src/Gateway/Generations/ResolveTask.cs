using Gateway.Audit;
using Gateway.Canonical;
using Gateway.Http;
using Gateway.Tasks;
using Gateway.Workers;

namespace Gateway.Generations;

/// <summary>An operator says what became of a submission whose outcome nobody else could find out.</summary>
internal sealed class ResolveTask(ITaskStore store, TaskLife life, Poller poller, TimeProvider time)
{
    /// <summary>How long an operator waits to see whether the entered id is the right one.</summary>
    private static readonly TimeSpan FirstPoll = TimeSpan.FromSeconds(15);

    /// <param name="jobId">The upstream's id of the job; null when there is none.</param>
    /// <param name="entry">What the audit log says of it.</param>
    /// <returns>What the upstream said when it was asked for the job at once; null when there is none, or no answer came.</returns>
    public async Task<(string? FirstPoll, ApiError? Problem)> Resolve(
        string id, string? jobId, Func<TaskRecord, TaskRecord, AuditEntry> entry, CancellationToken gone)
    {
        if (await store.Find(id) is not { } task)
        {
            return (null, ApiError.TaskNotFound());
        }

        return await store.Decide(new ResolveWish(id, jobId, task.Upstream, task.CreatedAt, life, entry), gone) switch
        {
            ResolveResult.Resolved { Task: var resolved } => (jobId is null ? null : await Ask(resolved, gone), null),
            ResolveResult.Owned owned => (null, ApiError.Conflict($"'{Shown.Text(jobId!)}' is the job of the task {owned.TaskId}.")),
            ResolveResult.NotUnresolved { Task: var known } => (null, ApiError.Conflict(WhyNot(known))),
            _ => (null, ApiError.TaskNotFound()),
        };
    }

    private async Task<string?> Ask(TaskRecord task, CancellationToken gone)
    {
        using var patience = new CancellationTokenSource(FirstPoll, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, gone);
        try
        {
            return await poller.AskNow(task, either.Token);
        }
        catch (Exception problem) when (problem is OperationCanceledException or StoreUnavailableException)
        {
            // It is resolved all the same, and polled by its schedule.
            return null;
        }
    }

    private static string WhyNot(TaskRecord task) => task switch
    {
        { State: TaskState.Queued } => "Nothing of this task was submitted yet.",
        { State: TaskState.Submitting } => "The submission of this task is still under way.",
        { IsFollowedLate: true } => "The upstream has accepted this task's job after all, and it is being followed.",
        { ErrorCode: TaskErrors.OutcomeUnknown } => "This task is resolved already: its price was refunded.",
        _ => $"What became of this task's submission is known: the task is {task.State.Word()}.",
    };
}

using Gateway.Audit;

namespace Gateway.Tasks;

/// <summary>That a task ends before anything of it was submitted. What runs already can't be stopped at any upstream there is.</summary>
/// <param name="Team">Whose task it has to be; null for any.</param>
/// <param name="Entry">What the audit log says of it, given the task before and after; null when its client wishes for it.</param>
internal sealed record CancelWish(string Id, string? Team, TaskLife Life, Func<TaskRecord, TaskRecord, AuditEntry>? Entry = null) : Wish<CancelResult>
{
    public override void Name(Needs needs) => needs.Tasks.Add(Id);

    public override Decision<CancelResult> Decide(Facts facts)
    {
        if (facts.Task(Id) is not { } task || (Team is not null && task.Team != Team))
        {
            return new(new CancelResult.Absent());
        }

        if (task.State == TaskState.Queued)
        {
            var changes = Changes.Of(task, Life.Cancelled(task, facts.Now));
            return new(new CancelResult.Cancelled(changes.After), changes with { Audit = Entry?.Invoke(task, changes.After) });
        }

        return new(task.ErrorCode == TaskErrors.Cancelled ? new CancelResult.Cancelled(task) : new CancelResult.NotCancellable(task));
    }
}

using Gateway.Audit;
using Gateway.Canonical;

namespace Gateway.Tasks;

/// <summary>That a submission whose outcome nobody could find out is settled by what an operator has seen at the upstream.</summary>
/// <param name="UpstreamTaskId">The job's id; null when there is no job.</param>
/// <param name="Upstream">The task's, which has the job or has not.</param>
/// <param name="CreatedAt">The task's.</param>
/// <param name="Entry">What the audit log says of it, given the task before and after.</param>
internal sealed record ResolveWish(
    string Id, string? UpstreamTaskId, string? Upstream, Instant CreatedAt, TaskLife Life, Func<TaskRecord, TaskRecord, AuditEntry>? Entry = null) : Wish<ResolveResult>
{
    private static readonly TimeSpan MuchOlder = TimeSpan.FromDays(1);

    public override void Name(Needs needs)
    {
        needs.Tasks.Add(Id);
        needs.Attempts.Add(Id);
        if (UpstreamTaskId is not null && Upstream is not null)
        {
            // Only by an operator's mistake has it one that is much older.
            needs.Job(new JobId(Upstream, UpstreamTaskId), CreatedAt - MuchOlder);
        }
    }

    public override Decision<ResolveResult> Decide(Facts facts)
    {
        if (facts.Task(Id) is not { } task)
        {
            return new(new ResolveResult.Absent());
        }

        // An attempt that is open may still be accepted: its own answer is worth more than what a list shows meanwhile.
        if (!task.IsUnresolved || facts.IsAttemptOpen(Id) || task.Upstream != Upstream)
        {
            return new(new ResolveResult.NotUnresolved(task));
        }

        if (UpstreamTaskId is not null && facts.OwnerOf(new JobId(Upstream!, UpstreamTaskId), otherThan: Id) is { } owner)
        {
            return new(new ResolveResult.Owned(owner));
        }

        var changes = Changes.Of(task, UpstreamTaskId is null
            ? Life.ResolvedNotCreated(task)
            : Life.ResolvedCreated(task, UpstreamTaskId));
        return new(new ResolveResult.Resolved(changes.After), changes with { Audit = Entry?.Invoke(task, changes.After) });
    }
}

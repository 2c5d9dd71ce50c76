namespace Gateway.Tasks;

/// <summary>That a submission whose outcome nobody could find out is settled by what an operator has seen at the upstream.</summary>
/// <param name="UpstreamTaskId">The job's id; null when there is no job.</param>
internal sealed record ResolveWish(string Id, string? UpstreamTaskId, string? Upstream, TaskLife Life) : Wish<ResolveResult>
{
    public override void Name(Needs needs)
    {
        needs.Tasks.Add(Id);
        needs.Attempts.Add(Id);
        if (UpstreamTaskId is not null && Upstream is not null)
        {
            needs.Jobs.Add(new JobId(Upstream, UpstreamTaskId));
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

        if (UpstreamTaskId is not null && facts.OwnerOf(new JobId(Upstream!, UpstreamTaskId)) is { } owner && owner != Id)
        {
            return new(new ResolveResult.Owned(owner));
        }

        var changes = Changes.Of(task, UpstreamTaskId is null
            ? Life.ResolvedNotCreated(task)
            : Life.ResolvedCreated(task, UpstreamTaskId));
        return new(new ResolveResult.Resolved(changes.After), changes);
    }
}

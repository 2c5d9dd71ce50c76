namespace Gateway.Tasks;

/// <summary>That a task ends before anything of it was submitted. What runs already can't be stopped at any upstream there is.</summary>
/// <param name="Team">Whose task it has to be; null for any.</param>
internal sealed record CancelWish(string Id, string? Team, TaskLife Life) : Wish<CancelResult>
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
            return new(new CancelResult.Cancelled(changes.After), changes);
        }

        return new(task.ErrorCode == TaskErrors.Cancelled ? new CancelResult.Cancelled(task) : new CancelResult.NotCancellable(task));
    }
}

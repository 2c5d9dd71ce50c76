using Gateway.Canonical;

namespace Gateway.Tasks;

/// <summary>That the file of a completed task is no longer there from some time on: its team has deleted it, or it could not be kept.</summary>
/// <param name="Team">Whose task it has to be; null for any.</param>
/// <param name="At">Null for now.</param>
internal sealed record EndFileWish(string Id, string? Team, Instant? At = null) : Wish<TaskRecord?>
{
    public override void Name(Needs needs) => needs.Tasks.Add(Id);

    /// <returns>The task as it then is, completed or not; null when there is no such task.</returns>
    public override Decision<TaskRecord?> Decide(Facts facts)
    {
        if (facts.Task(Id) is not { } task || (Team is not null && task.Team != Team))
        {
            return new(null);
        }

        var end = (At ?? facts.Now).WholeSecond;
        if (task.State != TaskState.Completed || task.ExpiresAt <= end)
        {
            return new(task);
        }

        var changes = Changes.Of(task, task with { ExpiresAt = end });
        return new(changes.After, changes);
    }
}

namespace Gateway.Tasks;

/// <summary>That a task is replaced, if nobody has changed it since. The attempt is closed with it.</summary>
internal sealed record UpdateWish(TaskRecord Before, TaskRecord After, AttemptClosing? Closing = null) : Wish<TaskRecord?>
{
    public override void Name(Needs needs) => needs.Task(Before);

    /// <returns>The task as it then is; null when somebody else changed it first.</returns>
    public override Decision<TaskRecord?> Decide(Facts facts)
    {
        if (!facts.IsCurrent(Before))
        {
            return new(null);
        }

        var changes = Changes.Of(Before, After) with { Closed = Closing };
        return new(changes.After, changes);
    }
}

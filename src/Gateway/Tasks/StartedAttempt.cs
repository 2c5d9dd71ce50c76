namespace Gateway.Tasks;

/// <summary>An attempt that is on disk and may now be sent, once, and soon.</summary>
/// <param name="DecidedAt">On the steady clock, right before its commit.</param>
internal sealed record StartedAttempt(TaskRecord Task, AttemptRecord Attempt, long DecidedAt)
{
    public static StartedAttempt Of(Changes changes, Facts facts) => new(changes.After, changes.Opened!, facts.Timestamp);
}

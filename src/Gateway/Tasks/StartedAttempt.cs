namespace Gateway.Tasks;

/// <summary>An attempt that is on disk and may now be sent, once.</summary>
internal sealed record StartedAttempt(TaskRecord Task, AttemptRecord Attempt);

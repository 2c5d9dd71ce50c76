namespace Gateway.Tasks;

/// <summary>The words of <see cref="TaskState"/> in the store and for operators.</summary>
internal static class TaskStateNames
{
    public static string Word(this TaskState state) => state switch
    {
        TaskState.Queued => "queued",
        TaskState.Submitting => "submitting",
        TaskState.Polling => "polling",
        TaskState.Unknown => "unknown",
        TaskState.Completed => "completed",
        TaskState.Failed => "failed",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };
}

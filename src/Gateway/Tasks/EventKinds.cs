namespace Gateway.Tasks;

/// <summary>What has happened to a task, in one word.</summary>
internal static class EventKinds
{
    public const string Created = "created";
    public const string Submitting = "submitting";
    public const string Queued = "queued";
    public const string Accepted = "accepted";
    public const string Unknown = "unknown";
    public const string Progress = "progress";
    public const string Completed = "completed";
    public const string Failed = "failed";

    /// <summary>A failed task whose job had ended well after all.</summary>
    public const string Corrected = "corrected";

    /// <summary>What became of a failed task's money or job was found out later.</summary>
    public const string Settled = "settled";

    /// <summary>A completed task's file has another end: it was deleted, or could not be kept.</summary>
    public const string FileEnds = "file_ends";

    public static string? Of(TaskRecord? before, TaskRecord after) => (before?.State, after.State) switch
    {
        (null, _) => Created,
        (TaskState.Failed, TaskState.Completed) => Corrected,
        var (from, to) when from != to => OfState(to),
        _ when before!.AsSeen() == after.AsSeen() => null,
        (_, TaskState.Failed) => Settled,
        (_, TaskState.Completed) => FileEnds,
        (_, TaskState.Submitting) => Submitting,
        _ => Progress,
    };

    /// <summary>Without what only says when the task is looked at next.</summary>
    private static TaskRecord AsSeen(this TaskRecord task) => task with
    {
        DueAt = null, Silences = 0, NotFounds = 0, NotFoundSince = null, MissingUrls = 0, Keep = null, Version = 0,
    };

    private static string OfState(TaskState state) => state switch
    {
        TaskState.Queued => Queued,
        TaskState.Submitting => Submitting,
        TaskState.Polling => Accepted,
        TaskState.Unknown => Unknown,
        TaskState.Completed => Completed,
        TaskState.Failed => Failed,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };
}

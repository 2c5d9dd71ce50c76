using Gateway.Canonical;

namespace Gateway.Tasks;

/// <summary>That a task's end is to be told where its client has said: a row of the queue of callbacks, written with the change that ends the task.</summary>
/// <param name="Id">What the receiver sees as <c>webhook-id</c>: the same however often it is sent.</param>
/// <param name="Receiver">Whoever answers there: the URL's host and port.</param>
internal sealed record CallbackNews(string Id, string TaskId, string Team, string Type, string Url, string Receiver)
{
    public const string Completed = "video.completed";
    public const string Failed = "video.failed";

    /// <summary>Null when the change ends nothing, or nobody is to be told.</summary>
    public static CallbackNews? Of(TaskRecord? before, TaskRecord after) =>
        after is { IsTerminal: true, CallbackUrl: { } url } && before?.State != after.State
            ? new(IdOf(after.Id, after.State), after.Id, after.Team, after.State == TaskState.Completed ? Completed : Failed, url, new Uri(url).Authority)
            : null;

    /// <summary>What needs no telling any more when the change has made something else of the task.</summary>
    public static string? Outdated(TaskRecord? before, TaskRecord after) =>
        before is { State: TaskState.Failed, CallbackUrl: not null } && after.State == TaskState.Completed ? IdOf(before.Id, before.State) : null;

    /// <summary>Of the task's own id, which sorts by time; a task is told of as failed once, and as completed once.</summary>
    private static string IdOf(string taskId, TaskState state) => $"{IdSource.CallbackPrefix}{taskId[(taskId.IndexOf('_', StringComparison.Ordinal) + 1)..]}_{state.Word()}";
}

using Gateway.Tasks;

namespace Gateway.Tests.Tasks;

/// <summary>
/// Every way from one state of a task to another. Random histories must take all of them and no other, and the README's
/// picture is drawn from here.
/// </summary>
internal static class LifeOfATask
{
    /// <summary>From is null where a task comes to be.</summary>
    public static IReadOnlyList<(TaskState? From, TaskState To, string When)> Ways { get; } =
    [
        (null, TaskState.Queued, "all places are taken"),
        (null, TaskState.Submitting, "a place is free"),
        (TaskState.Queued, TaskState.Submitting, "a place becomes free"),
        (TaskState.Queued, TaskState.Failed, "cancelled, or no place in time"),
        (TaskState.Submitting, TaskState.Polling, "accepted"),
        (TaskState.Submitting, TaskState.Queued, "surely no job, and all other places are taken"),
        (TaskState.Submitting, TaskState.Unknown, "the answer was lost"),
        (TaskState.Submitting, TaskState.Failed, "rejected, or no upstream can take it"),
        (TaskState.Unknown, TaskState.Polling, "the job is found"),
        (TaskState.Unknown, TaskState.Submitting, "sent again, where the upstream recognises a repeat"),
        (TaskState.Unknown, TaskState.Failed, "there is no job, or nobody could find out in time"),
        (TaskState.Polling, TaskState.Completed, "the upstream has the video"),
        (TaskState.Polling, TaskState.Failed, "the job failed, is lost, or is too old"),
        (TaskState.Polling, TaskState.Unknown, "the job id that an operator gave was wrong"),
        (TaskState.Failed, TaskState.Completed, "the job ended well after all"),
    ];
}

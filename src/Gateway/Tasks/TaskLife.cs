using Gateway.Canonical;
using Gateway.Dialects;
using Gateway.Quotas;
using Gateway.Upstreams;

namespace Gateway.Tasks;

/// <summary>
/// Every change of a task's state: the task before and what was learned in, the task after out.
/// Progress never falls, a status never goes back, and a terminal task never changes.
/// </summary>
internal sealed class TaskLife(PollingOptions polling, SubmissionOptions submission, PollSchedule schedule, TimeProvider time)
{
    private const int NotFoundsUntilLost = 3;
    private const int MissingUrlsUntilFailed = 5;
    private const string NotStarted = "The upstream did not start the job; nothing is charged.";
    private const string NotGenerated = "The upstream could not generate the video.";
    private static readonly TimeSpan LostAfter = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan OutcomeLate = TimeSpan.FromSeconds(30);

    private Instant Now => time.Now();

    /// <summary>How far ahead the due time of a task can be. A lease may be as long as a send.</summary>
    public FurthestDue FurthestDue()
    {
        var other = Instant.Later(schedule.Furthest(Now), LongestSend());
        return new FurthestDue(
            Queued: Now + polling.MaxAge,
            Unknown: Instant.Later(other, Now + submission.UnknownAfter),
            Other: other);
    }

    /// <summary>It waits for a place; nothing was sent, or surely nothing came of it.</summary>
    public TaskRecord Queued(TaskRecord task) => task with
    {
        State = TaskState.Queued,
        Upstream = null,
        PoolKey = null,
        DueAt = task.CreatedAt + polling.MaxAge,
    };

    /// <summary>
    /// What the answer to a send means for the task as it is when the answer comes: it may have been changed meanwhile.
    /// An acceptance always counts. "No job" counts only for the newest send, while nobody has found out more: the money of a
    /// task that was given up as unknown is free again. A resend that made no job says nothing about the send before it. One
    /// that was not even sent has asked nobody: the wait goes on.
    /// </summary>
    /// <param name="safe">Makes an upstream's message fit for a client.</param>
    public TaskRecord Answered(TaskRecord task, SubmitOutcome outcome, bool isNewest, bool isResend, Func<string?, string?> safe) => outcome switch
    {
        SubmitOutcome.Accepted accepted => Accepted(task, accepted),
        SubmitOutcome.Rejected or SubmitOutcome.Unavailable when isNewest && !isResend && task is { State: TaskState.Failed, IsUnresolved: true, UpstreamTaskId: null } => ResolvedNotCreated(task),
        _ when !isNewest || task.State is not (TaskState.Submitting or TaskState.Unknown) => task,
        SubmitOutcome.Unavailable { Cause: UnavailableCause.HeldUp } when isResend => task.State == TaskState.Submitting ? StillUnknown(task) : task,
        _ when isResend => task.State == TaskState.Submitting ? NotFoundOut(task) : task,
        SubmitOutcome.Rejected rejected => Rejected(task, rejected.ContentPolicy, safe(rejected.Message)),
        SubmitOutcome.Unavailable => Unavailable(task),
        _ => task.State == TaskState.Submitting ? Ambiguous(task) : task,
    };

    /// <summary>
    /// The upstream has the job, and bills it. Of a task that has failed meanwhile the job is looked after like that of one
    /// that timed out: when it ends well, the task is corrected.
    /// </summary>
    public TaskRecord Accepted(TaskRecord task, SubmitOutcome.Accepted accepted) => task switch
    {
        { State: TaskState.Completed } or { State: TaskState.Polling, UnknownSince: null } => task,
        { State: TaskState.Failed, UnknownSince: null } when task.UpstreamTaskId == accepted.UpstreamTaskId => task,
        { State: TaskState.Failed } => Followed(task, accepted) with { DueAt = Now, AcceptedAt = Now },
        _ => Followed(task, accepted) with { State = TaskState.Polling, DueAt = schedule.First(Now), AcceptedAt = Now },
    };

    public TaskRecord Rejected(TaskRecord task, bool contentPolicy, string? safeMessage) =>
        contentPolicy
            ? Failed(task, TaskErrors.ContentPolicy, safeMessage ?? "The upstream refused the content.")
            : Failed(task, TaskErrors.UpstreamRejected, safeMessage ?? "The upstream refused the request.");

    public TaskRecord Unavailable(TaskRecord task) =>
        Failed(task, TaskErrors.UpstreamUnavailable, "No upstream could take the task; nothing was started.");

    /// <summary>The upstream may have the job: it waits to be settled and is never sent again.</summary>
    public TaskRecord Ambiguous(TaskRecord task) =>
        task.UnknownSince is null ? Unsettled(task with { State = TaskState.Unknown, Silences = 0 }) : StillUnknown(task);

    /// <summary>Nothing was found out yet: the next question, or the end of the wait.</summary>
    public TaskRecord StillUnknown(TaskRecord task) => Unsettled(task with { State = TaskState.Unknown, Silences = task.Silences + 1 });

    /// <summary>A question or a resend has found out nothing.</summary>
    public TaskRecord NotFoundOut(TaskRecord task) => IsSettlingOver(task) ? NeverSettled(task) : StillUnknown(task);

    public bool IsSettlingOver(TaskRecord task) => Now >= EndOfUnknown(task);

    /// <summary>Its price stays reserved: nobody knows whether the upstream bills it, until an operator says so.</summary>
    public TaskRecord NeverSettled(TaskRecord task) => Failed(
        task,
        TaskErrors.OutcomeUnknown,
        "The upstream's answer to the submission was lost, and whether it started the job could not be found out. It was not sent again.")
        with { Money = Money.Reserved };

    /// <summary>
    /// An operator found the job; whether that is true, the upstream has yet to show. Of a task that had failed the job is
    /// looked after as long as of one that just timed out.
    /// </summary>
    public TaskRecord ResolvedCreated(TaskRecord task, string upstreamTaskId) => task.State == TaskState.Unknown
        ? Accepted(task, new SubmitOutcome.Accepted(upstreamTaskId)) with { UnknownSince = task.UnknownSince }
        : task with { UpstreamTaskId = upstreamTaskId, UpstreamAliasId = null, UnknownSince = Now, DueAt = Now };

    /// <summary>An operator found that there is no job.</summary>
    public TaskRecord ResolvedNotCreated(TaskRecord task) => task.State == TaskState.Unknown
        ? Failed(task, TaskErrors.OutcomeUnknown, NotStarted)
        : task with { Money = Money.Refunded, UpstreamTaskId = null, UpstreamAliasId = null, DueAt = null, ErrorMessage = NotStarted };

    /// <summary>Somebody no longer wants it, and nothing of it was submitted.</summary>
    public TaskRecord Cancelled(TaskRecord task, Instant now) =>
        Failed(task, TaskErrors.Cancelled, "The task was cancelled before anything was submitted.") with { CompletedAt = now.WholeSecond };

    public TaskRecord TimedOutInQueue(TaskRecord task) =>
        Failed(task, TaskErrors.Timeout, "No place became free in the time allowed; nothing was started.");

    /// <summary>
    /// The upstream's word on a task that had already failed here without it (too old, or its submission unknown).
    /// A job that ended well after all is the one thing that changes a failed task.
    /// </summary>
    public TaskRecord PolledLate(TaskRecord task, PollOutcome outcome) => outcome switch
    {
        PollOutcome.Completed completed => Completed(task, completed) with { ErrorCode = null, ErrorMessage = null },
        PollOutcome.Failed => task with { Money = Money.Refunded, DueAt = null },
        _ => task with { DueAt = Now - Instant.Later(task.CreatedAt, task.UnknownSince ?? task.CreatedAt) > 2 * polling.MaxAge ? null : schedule.Late(Now) },
    };

    /// <param name="safe">Makes an upstream's message fit for a client.</param>
    public TaskRecord Polled(TaskRecord task, PollOutcome outcome, Func<string?, string?> safe) => outcome switch
    {
        PollOutcome.Completed completed => Completed(task, completed),
        PollOutcome.Failed failed => Failed(task, failed.Code, safe(failed.Message) ?? NotGenerated),
        PollOutcome.Running running => UnlessTooOld(Running(task, running)),
        PollOutcome.CompletedWithoutUrl => UnlessTooOld(WithoutUrl(task)),
        PollOutcome.NotFound => UnlessTooOld(AfterThree(task, TaskErrors.TaskLost, "The upstream no longer knows the job.")),
        PollOutcome.BareFailure bare => UnlessTooOld(AfterThree(task, bare.Code, safe(bare.Message) ?? NotGenerated)),
        PollOutcome.AnotherJob another => UnlessTooOld(Silent(task, another.RetryAfter)),
        PollOutcome.NoVerdict silence => UnlessTooOld(Silent(task, silence.RetryAfter)),
        PollOutcome.KeyRefused => UnlessTooOld(Silent(task, null)),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
    };

    private static TaskRecord Followed(TaskRecord task, SubmitOutcome.Accepted accepted) => task with
    {
        UpstreamTaskId = accepted.UpstreamTaskId,
        UpstreamAliasId = accepted.AliasId,
        UpstreamMetadata = accepted.Metadata?.GetRawText(),
        Silences = 0,
        NotFounds = 0,
        NotFoundSince = null,
        MissingUrls = 0,
        UnknownSince = null,
    };

    private TaskRecord Completed(TaskRecord task, PollOutcome.Completed completed) => task with
    {
        State = TaskState.Completed,
        Status = VideoStatus.Completed,
        Money = Money.Charged,
        Progress = 100,
        // An upstream's clock may be behind.
        CompletedAt = Instant.Later(completed.CompletedAt ?? Now, task.CreatedAt).WholeSecond,
        ExpiresAt = completed.ExpiresAt,
        UpstreamMetadata = completed.Metadata?.GetRawText() ?? task.UpstreamMetadata,
        ResultUrl = completed.Url,
        ResultFormat = completed.Format,
        DueAt = null,
    };

    private TaskRecord Failed(TaskRecord task, string code, string message) => task with
    {
        State = TaskState.Failed,
        Status = VideoStatus.Failed,
        Money = Money.Refunded,
        CompletedAt = Now.WholeSecond,
        ErrorCode = code,
        ErrorMessage = message,
        DueAt = null,
    };

    private TaskRecord Running(TaskRecord task, PollOutcome.Running running) => task with
    {
        Status = task.Status == VideoStatus.InProgress ? VideoStatus.InProgress : running.Status,
        Progress = Math.Max(task.Progress, Math.Min(running.Progress ?? 0, 99)),
        UpstreamMetadata = running.Metadata?.GetRawText() ?? task.UpstreamMetadata,
        DueAt = schedule.Next(task, Now),
        Silences = 0,
        NotFounds = 0,
        NotFoundSince = null,
        MissingUrls = 0,
        UnknownSince = null,
    };

    private TaskRecord WithoutUrl(TaskRecord task) => task.MissingUrls + 1 >= MissingUrlsUntilFailed
        ? Failed(task, TaskErrors.GenerationFailed, "The upstream says the job is completed, but gives no video.")
        : task with { MissingUrls = task.MissingUrls + 1, Silences = 0, NotFounds = 0, NotFoundSince = null, UnknownSince = null, DueAt = schedule.Next(task, Now) };

    /// <summary>
    /// One "no such job", or one word of failure that does not name the job, may be a replica that lags or a hiccup: three,
    /// over two minutes, are final. A job that only an operator has named was the wrong one, and what became of the
    /// submission is as unknown as before.
    /// </summary>
    private TaskRecord AfterThree(TaskRecord task, string code, string message)
    {
        // A time that lies ahead was written by a clock that was wrong.
        var since = Instant.Earlier(task.NotFoundSince ?? Now, Now);
        if (task.NotFounds + 1 < NotFoundsUntilLost || Now - since < LostAfter)
        {
            return task with
            {
                NotFounds = task.NotFounds + 1,
                NotFoundSince = since,
                Silences = task.Silences + 1,
                DueAt = schedule.AfterSilence(Now, task.Silences, null),
            };
        }

        return task.UnknownSince is null
            ? Failed(task, code, message)
            : Unsettled(task with { State = TaskState.Unknown, UpstreamTaskId = null, UpstreamAliasId = null, Silences = 0, NotFounds = 0, NotFoundSince = null });
    }

    private TaskRecord Silent(TaskRecord task, TimeSpan? retryAfter) => task with
    {
        Silences = task.Silences + 1,
        DueAt = schedule.AfterSilence(Now, task.Silences, retryAfter),
    };

    /// <summary>
    /// A task is attended to at its maximum age at the latest, whatever an upstream asked for. A job that still runs then
    /// may end well all the same: it is looked after for as long again, at long intervals.
    /// </summary>
    private TaskRecord UnlessTooOld(TaskRecord task)
    {
        var end = task.CreatedAt + polling.MaxAge;
        return task.State != TaskState.Polling ? task
            : Now < end ? task with { DueAt = Instant.Earlier(task.DueAt!.Value, end) }
            : TooOld(task) with { DueAt = schedule.Late(Now) };
    }

    private TaskRecord TooOld(TaskRecord task) => task.UnknownSince is null
        ? Failed(task, TaskErrors.Timeout, "The job did not finish in the time allowed.")
        : NeverSettled(task);

    private TaskRecord Unsettled(TaskRecord task)
    {
        var unknown = task with { UnknownSince = UnknownSince(task) };
        return unknown with { DueAt = Instant.Earlier(schedule.Reconcile(Now, task.Silences), EndOfUnknown(unknown)) };
    }

    private Instant EndOfUnknown(TaskRecord task) => UnknownSince(task) + submission.UnknownAfter;

    // A time that lies ahead was written by a clock that was wrong.
    private Instant UnknownSince(TaskRecord task) => Instant.Earlier(task.UnknownSince ?? Now, Now);

    /// <summary>When an answer to a send that begins now has come, or will not come any more.</summary>
    private Instant LongestSend() => Now + UpstreamOptions.Longest + OutcomeLate;
}

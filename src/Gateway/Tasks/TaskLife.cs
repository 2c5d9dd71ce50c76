using Gateway.Canonical;
using Gateway.Dialects;
using Gateway.Quotas;

namespace Gateway.Tasks;

/// <summary>
/// Every change of a task's state: the task before and what was learned in, the task after out.
/// Progress never falls, a status never goes back, and a terminal task never changes.
/// </summary>
internal sealed class TaskLife(PollingOptions polling, SubmissionOptions submission, PollSchedule schedule, TimeProvider time)
{
    private const int NotFoundsUntilLost = 3;
    private const int MissingUrlsUntilFailed = 5;
    private const int LatePause = 10;
    private const string NotStarted = "The upstream did not start the job; nothing is charged.";
    private const string NotGenerated = "The upstream could not generate the video.";
    private static readonly TimeSpan LostAfter = TimeSpan.FromMinutes(2);

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>It waits for a place; nothing was sent, or surely nothing came of it.</summary>
    public TaskRecord Queued(TaskRecord task) => task with
    {
        State = TaskState.Queued,
        Upstream = null,
        PoolKey = null,
        DueAt = task.CreatedAt + (long)polling.MaxAge.TotalMilliseconds,
    };

    public TaskRecord Accepted(TaskRecord task, SubmitOutcome.Accepted accepted) => task with
    {
        State = TaskState.Polling,
        UpstreamTaskId = accepted.UpstreamTaskId,
        UpstreamAliasId = accepted.AliasId,
        UpstreamMetadata = accepted.Metadata?.GetRawText(),
        DueAt = schedule.First(Now),
        Silences = 0,
        UnknownSince = null,
    };

    public TaskRecord Rejected(TaskRecord task, bool contentPolicy, string? safeMessage) =>
        contentPolicy
            ? Failed(task, TaskErrors.ContentPolicy, safeMessage ?? "The upstream refused the content.")
            : Failed(task, TaskErrors.UpstreamRejected, safeMessage ?? "The upstream refused the request.");

    public TaskRecord Unavailable(TaskRecord task) =>
        Failed(task, TaskErrors.UpstreamUnavailable, "No upstream could take the task; nothing was started.");

    /// <summary>The upstream may have the job: it waits to be settled and is never sent again.</summary>
    public TaskRecord Ambiguous(TaskRecord task) => Unsettled(task with { State = TaskState.Unknown, UnknownSince = Now, Silences = 0 });

    /// <summary>Nothing was found out yet: the next question, or the end of the wait.</summary>
    public TaskRecord StillUnknown(TaskRecord task) => Unsettled(task with { Silences = task.Silences + 1 });

    public bool IsSettlingOver(TaskRecord task) => Now >= EndOfUnknown(task);

    /// <summary>Its price stays reserved: nobody knows whether the upstream bills it, until an operator says so.</summary>
    public TaskRecord NeverSettled(TaskRecord task) => Failed(
        task,
        TaskErrors.OutcomeUnknown,
        "The upstream's answer to the submission was lost, and whether it started the job could not be found out. It was not sent again.")
        with { Money = Money.Reserved };

    /// <summary>An operator found the job. Of a task that had failed it is looked after as long as of one that just timed out.</summary>
    public TaskRecord ResolvedCreated(TaskRecord task, string upstreamTaskId) => task.State == TaskState.Unknown
        ? Accepted(task, new SubmitOutcome.Accepted(upstreamTaskId))
        : task with { UpstreamTaskId = upstreamTaskId, UnknownSince = Now, DueAt = Now };

    /// <summary>An operator found that there is no job.</summary>
    public TaskRecord ResolvedNotCreated(TaskRecord task) => task.State == TaskState.Unknown
        ? Failed(task, TaskErrors.OutcomeUnknown, NotStarted)
        : task with { Money = Money.Refunded, UpstreamTaskId = null, DueAt = null, ErrorMessage = NotStarted };

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
        _ => task with { DueAt = Now - Math.Max(task.CreatedAt, task.UnknownSince ?? 0) > 2 * polling.MaxAge.TotalMilliseconds ? null : LateDue() },
    };

    /// <param name="safe">Makes an upstream's message fit for a client.</param>
    public TaskRecord Polled(TaskRecord task, PollOutcome outcome, Func<string?, string?> safe) => outcome switch
    {
        PollOutcome.Completed completed => Completed(task, completed),
        PollOutcome.Failed failed => Failed(task, failed.Code, safe(failed.Message) ?? NotGenerated),
        PollOutcome.Running running => UnlessTooOld(Running(task, running)),
        PollOutcome.CompletedWithoutUrl => UnlessTooOld(WithoutUrl(task)),
        PollOutcome.NotFound => UnlessTooOld(NotFound(task)),
        PollOutcome.BareFailure bare => UnlessTooOld(AfterThree(task, () => Failed(task, bare.Code, safe(bare.Message) ?? NotGenerated))),
        PollOutcome.AnotherJob another => UnlessTooOld(Silent(task, another.RetryAfter)),
        PollOutcome.NoVerdict silence => UnlessTooOld(Silent(task, silence.RetryAfter)),
        PollOutcome.KeyRefused => UnlessTooOld(Silent(task, null)),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
    };

    private TaskRecord Completed(TaskRecord task, PollOutcome.Completed completed) => task with
    {
        State = TaskState.Completed,
        Status = VideoStatus.Completed,
        Money = Money.Charged,
        Progress = 100,
        // An upstream's clock may be behind.
        CompletedAt = Math.Max(completed.CompletedAt ?? Now / 1000, task.CreatedAt / 1000),
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
        CompletedAt = Now / 1000,
        ErrorCode = code,
        ErrorMessage = message,
        DueAt = null,
    };

    private TaskRecord Running(TaskRecord task, PollOutcome.Running running) => task with
    {
        Status = task.Status == VideoStatus.InProgress ? VideoStatus.InProgress : running.Status,
        Progress = Math.Max(task.Progress, Math.Min(running.Progress ?? 0, 99)),
        UpstreamMetadata = running.Metadata?.GetRawText() ?? task.UpstreamMetadata,
        DueAt = schedule.Next(Now),
        Silences = 0,
        NotFounds = 0,
        NotFoundSince = null,
        MissingUrls = 0,
    };

    private TaskRecord WithoutUrl(TaskRecord task) => task.MissingUrls + 1 >= MissingUrlsUntilFailed
        ? Failed(task, TaskErrors.GenerationFailed, "The upstream says the job is completed, but gives no video.")
        : task with { MissingUrls = task.MissingUrls + 1, Silences = 0, NotFounds = 0, NotFoundSince = null, DueAt = schedule.Next(Now) };

    private TaskRecord NotFound(TaskRecord task) =>
        AfterThree(task, () => Failed(task, TaskErrors.TaskLost, "The upstream no longer knows the job."));

    /// <summary>
    /// One "no such job", or one word of failure that does not name the job, may be a replica that lags or a hiccup: three,
    /// over two minutes, are final.
    /// </summary>
    private TaskRecord AfterThree(TaskRecord task, Func<TaskRecord> ended)
    {
        var since = task.NotFoundSince ?? Now;
        return task.NotFounds + 1 >= NotFoundsUntilLost && Now - since >= LostAfter.TotalMilliseconds
            ? ended()
            : task with
            {
                NotFounds = task.NotFounds + 1,
                NotFoundSince = since,
                Silences = task.Silences + 1,
                DueAt = schedule.AfterSilence(Now, task.Silences, null),
            };
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
        var end = task.CreatedAt + (long)polling.MaxAge.TotalMilliseconds;
        return task.IsTerminal ? task
            : Now >= end ? Failed(task, TaskErrors.Timeout, "The job did not finish in the time allowed.") with { DueAt = LateDue() }
            : task with { DueAt = Math.Min(task.DueAt!.Value, end) };
    }

    private TaskRecord Unsettled(TaskRecord task) =>
        task with { DueAt = Math.Min(schedule.Reconcile(Now, task.Silences), EndOfUnknown(task)) };

    private long EndOfUnknown(TaskRecord task) => task.UnknownSince!.Value + (long)submission.UnknownAfter.TotalMilliseconds;

    private long LateDue() => Now + (long)(LatePause * polling.MaxInterval.TotalMilliseconds);
}

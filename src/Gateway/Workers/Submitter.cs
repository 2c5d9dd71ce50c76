using Gateway.Canonical;
using Gateway.Dialects;
using Gateway.Routing;
using Gateway.Tasks;
using Gateway.Telemetry;
using Gateway.Upstreams;

namespace Gateway.Workers;

/// <summary>
/// Hands a task to an upstream. Every attempt is on disk before it is sent and its outcome before anyone is told.
/// Only an outcome that says "certainly no job" leads to a further attempt.
/// </summary>
internal sealed class Submitter(
    ITaskStore store, TaskLife life, Pool pool, UpstreamSender sender, SendOutcomes outcomes, SafeMessage safe, IdSource ids, TaskLog log, Meters meters, SendWindow window, TimeProvider time)
{
    private Instant Now => time.Now();

    /// <summary>Sends an attempt that is on disk, and further ones while it is certain that there is no job.</summary>
    /// <param name="mayWait">When no key can take it: whether the task goes back to the queue, or fails and its client is told.</param>
    /// <returns>
    /// The task as it then is. While the store fails, the task as it stands on disk after some patience; its outcome is
    /// written as soon as that is possible.
    /// </returns>
    public async Task<TaskRecord> Submit(
        StartedAttempt started, IReadOnlyList<Candidate> candidates, ResolvedRequest request, bool mayWait = false)
    {
        var standing = new TaskCompletionSource<TaskRecord>(TaskCreationOptions.RunContinuationsAsynchronously);
        var submission = outcomes.Tracked(Run(started, candidates, request, mayWait, standing));
        return await await Task.WhenAny(submission, standing.Task);
    }

    /// <summary>
    /// Sends a submission of unknown outcome again, under its own attempt's id, where that makes no second job. It is an
    /// attempt like any other: on disk first, and while it is open nobody else decides about the task.
    /// </summary>
    public Task Resend(TaskRecord task, AttemptRecord last, Target target, UpstreamRequest request) =>
        outcomes.Tracked(SendAgain(task, last, target, request));

    private async Task SendAgain(TaskRecord task, AttemptRecord last, Target target, UpstreamRequest request)
    {
        if (await store.Decide(new ReopenWish(task, Offer.Of(target.Upstream, target.Key), last.Id)) is not { } open)
        {
            log.Overtaken(task);
            return;
        }

        var outcome = await Send(open, target, request);
        Note(open, outcome);
        if (outcome is SubmitOutcome.Unavailable unavailable)
        {
            pool.Report(target, task.Model, unavailable, task.Id);
        }

        await outcomes.Record(open.Task, outcome, Closing(open.Attempt, outcome), isResend: true);
    }

    private async Task<TaskRecord> Run(
        StartedAttempt started, IReadOnlyList<Candidate> candidates, ResolvedRequest request, bool mayWait, TaskCompletionSource<TaskRecord> standing)
    {
        var tried = new HashSet<PoolKeyOptions>(ReferenceEqualityComparer.Instance);
        try
        {
            while (true)
            {
                var (task, attempt, _) = started;
                var target = Target.Of(candidates, attempt.Upstream, attempt.PoolKey);
                var submission = new Submission(request, target.Route.UpstreamModel, target.Route.Format, task.Id, attempt.Id);
                var outcome = await target.Upstream.Breaker.Run(() => Send(started, target, target.Upstream.Dialect.Create(submission)));
                Note(started, outcome);
                var closing = Closing(attempt, outcome);
                void TakesLong() => standing.TrySetResult(task);
                if (outcome is not SubmitOutcome.Unavailable unavailable)
                {
                    return await outcomes.Record(task, outcome, closing, takesLong: TakesLong);
                }

                pool.Report(target, task.Model, unavailable, task.Id);
                tried.Add(target.Key);
                var queued = life.Queued(task);
                var retry = new RetryWish(
                    task, closing, pool.Offers(candidates, task.Model, tried), ids.NewAttemptId(), queued, mayWait ? queued : life.Unavailable(task));
                if (await outcomes.Durably(retry.Exhausted, () => store.Decide(retry), TakesLong) is not { } retried)
                {
                    return await outcomes.Record(task, outcome, closing, takesLong: TakesLong);
                }

                if (retried.Next is null)
                {
                    return retried.Task;
                }

                started = retried.Next;
            }
        }
#pragma warning disable CA1031 // The attempt is on disk and counts as unknown once it is due. An error would make the client buy a second job.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            log.Broken(problem, started.Task);
            return started.Task;
        }
    }

    private async Task<SubmitOutcome> Send(StartedAttempt started, Target target, UpstreamRequest request)
    {
        using var span = Traces.Attempt(started.Task, started.Attempt);
        SubmitOutcome outcome = await sender.Submit(target.Upstream, target.Key, request, () => time.GetElapsedTime(started.DecidedAt) <= window.Length) switch
        {
            SendResult.Answered answered => target.Upstream.Dialect.ReadCreate(answered.Answer, started.Task.Id),
            SendResult.TooLate => new SubmitOutcome.Unavailable(UnavailableCause.HeldUp),
            SendResult.NotSent notSent => new SubmitOutcome.Unavailable(UnavailableCause.NotSent, Message: notSent.Why),
            SendResult.Broken broken => new SubmitOutcome.Ambiguous(broken.Why),
            var other => throw new InvalidOperationException($"unknown result {other}"),
        };
        span?.SetTag(Traces.Outcome, OutcomeWords.Word(outcome));
        return outcome;
    }

    private void Note(StartedAttempt started, SubmitOutcome outcome)
    {
        meters.Attempted(started.Attempt.Upstream, OutcomeWords.Word(outcome));
        log.Outcome(started.Task, started.Attempt, outcome);
    }

    private AttemptClosing Closing(AttemptRecord attempt, SubmitOutcome outcome)
    {
        var (word, detail) = OutcomeWords.WithMessage(outcome, safe);
        return new AttemptClosing(attempt.Number, word, detail, Now);
    }
}

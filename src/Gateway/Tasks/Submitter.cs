using Gateway.Canonical;
using Gateway.Dialects;
using Gateway.Routing;
using Gateway.Upstreams;

namespace Gateway.Tasks;

/// <summary>
/// Hands a task to an upstream. Every attempt is on disk before it is sent and its outcome before anyone is told.
/// Only an outcome that says "certainly no job" leads to a further attempt.
/// </summary>
internal sealed class Submitter(
    ITaskStore store, TaskLife life, Pool pool, UpstreamSender sender, SendOutcomes outcomes, SafeMessage safe, IdSource ids, TaskLog log, TimeProvider time)
{
    private static readonly IReadOnlySet<PoolKeyOptions> NoneTried = new HashSet<PoolKeyOptions>();

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>How the store gives the task its next attempt.</summary>
    public AttemptPlan Plan(string model, IReadOnlyList<Candidate> candidates, int number = 1, IReadOnlySet<PoolKeyOptions>? tried = null)
    {
        var attemptId = ids.NewAttemptId();
        return new AttemptPlan(
            use => pool.Choose(candidates, model, tried ?? NoneTried, use),
            (task, target) => new StartedAttempt(
                life.Submitting(task, target),
                new AttemptRecord(attemptId, task.Id, number, target.Upstream.Name, target.Key.Id, Now),
                target));
    }

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
        var again = new StartedAttempt(life.Submitting(task, target), last with { Number = last.Number + 1, OpenedAt = Now }, target);
        if (await store.Reopen(task, again) is not { } open)
        {
            log.Overtaken(again.Task);
            return;
        }

        log.Changed(task, open.Task);
        var outcome = await Send(task.Id, target, request);
        log.Outcome(open.Task, open.Attempt, outcome);
        if (outcome is SubmitOutcome.Unavailable unavailable)
        {
            pool.Report(target, task.Model, unavailable, task.Id);
        }

        await outcomes.Settle(open.Task, outcome, Closing(open.Attempt, outcome), isResend: true);
    }

    private async Task<TaskRecord> Run(
        StartedAttempt started, IReadOnlyList<Candidate> candidates, ResolvedRequest request, bool mayWait, TaskCompletionSource<TaskRecord> standing)
    {
        var tried = new HashSet<PoolKeyOptions>(ReferenceEqualityComparer.Instance);
        try
        {
            while (true)
            {
                var (task, attempt, target) = started;
                var submission = new Submission(request, target.Route.UpstreamModel, target.Route.Format, task.Id, attempt.Id);
                var outcome = await target.Upstream.Breaker.Run(() => Send(task.Id, target, target.Upstream.Dialect.Create(submission)));
                log.Outcome(task, attempt, outcome);
                var closing = Closing(attempt, outcome);
                void TakesLong() => standing.TrySetResult(task);
                if (outcome is not SubmitOutcome.Unavailable unavailable)
                {
                    return await outcomes.Settle(task, outcome, closing, takesLong: TakesLong);
                }

                pool.Report(target, task.Model, unavailable, task.Id);
                tried.Add(target.Key);
                var plan = Plan(task.Model, candidates, attempt.Number + 1, tried);
                var exhausted = mayWait ? life.Queued(task) : life.Unavailable(task);
                if (await outcomes.Durably(exhausted, () => store.Retry(task, closing, plan, life.Queued(task), exhausted), TakesLong) is not { } retried)
                {
                    return await outcomes.Settle(task, outcome, closing, takesLong: TakesLong);
                }

                log.Changed(task, retried.Task);
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

    private async Task<SubmitOutcome> Send(string taskId, Target target, UpstreamRequest request) =>
        await sender.Submit(target.Upstream, target.Key, request) switch
        {
            SendResult.Answered answered => target.Upstream.Dialect.ReadCreate(answered.Answer, taskId),
            SendResult.NotSent notSent => new SubmitOutcome.Unavailable(UnavailableCause.NotSent, Message: notSent.Why),
            SendResult.Broken broken => new SubmitOutcome.Ambiguous(broken.Why),
            var other => throw new InvalidOperationException($"unknown result {other}"),
        };

    private AttemptClosing Closing(AttemptRecord attempt, SubmitOutcome outcome)
    {
        var (word, detail) = OutcomeWords.WithMessage(outcome, safe);
        return new AttemptClosing(attempt.Number, word, detail, Now);
    }
}

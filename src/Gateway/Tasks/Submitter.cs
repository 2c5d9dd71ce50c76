using System.Data.Common;
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
    ITaskStore store, TaskLife life, Pool pool, UpstreamSender sender, SafeMessage safe, IdSource ids, TaskLog log, TimeProvider time)
{
    private static readonly TimeSpan StorePatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StoreRetry = TimeSpan.FromMilliseconds(500);

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Sends an attempt that is on disk, and further ones while it is certain that there is no job.</summary>
    /// <param name="mayWait">When no key can take it: whether the task goes back to the queue, or fails and its client is told.</param>
    /// <returns>The task as it then is.</returns>
    public async Task<TaskRecord> Submit(
        StartedAttempt started, IReadOnlyList<Candidate> candidates, ResolvedRequest request, bool mayWait = false)
    {
        var tried = new HashSet<PoolKeyOptions>(ReferenceEqualityComparer.Instance);
        while (true)
        {
            var (task, attempt) = started;
            var target = Target.Of(candidates, attempt.Upstream, attempt.PoolKey);
            var submission = new Submission(request, target.Route.UpstreamModel, target.Route.Format, task.Id, attempt.Id);
            var outcome = await target.Upstream.Breaker.Run(() => Send(target, submission));
            log.Outcome(task, attempt, outcome);
            var closing = Closing(attempt, outcome);
            if (outcome is not SubmitOutcome.Unavailable unavailable)
            {
                return await Settle(task, outcome, closing);
            }

            pool.Report(target, task.Model, unavailable, task.Id);
            tried.Add(target.Key);
            var queued = life.Queued(task);
            var retry = new RetryWish(
                task, closing, pool.Offers(candidates, task.Model, tried), ids.NewAttemptId(), queued, mayWait ? queued : life.Unavailable(task));
            if (await Durably(retry.Exhausted, closing, () => store.Decide(retry)) is not { } retried)
            {
                return await Settle(task, outcome, closing);
            }

            if (retried.Next is null)
            {
                return retried.Task;
            }

            started = retried.Next;
        }
    }

    private async Task<SubmitOutcome> Send(Target target, Submission submission)
    {
        var dialect = target.Upstream.Dialect;
        return await sender.Submit(target.Upstream, target.Key, dialect.Create(submission)) switch
        {
            SendResult.Answered answered => dialect.ReadCreate(answered.Answer, submission.TaskId),
            SendResult.NotSent notSent => new SubmitOutcome.Unavailable(UnavailableCause.NotSent, Message: notSent.Why),
            SendResult.Broken broken => new SubmitOutcome.Ambiguous(broken.Why),
            var other => throw new InvalidOperationException($"unknown result {other}"),
        };
    }

    /// <summary>
    /// Somebody else may have settled the task meanwhile; then what they wrote stands. But when they only took the outcome
    /// for lost, it came late and is the truth all the same.
    /// </summary>
    private async Task<TaskRecord> Settle(TaskRecord task, SubmitOutcome outcome, AttemptClosing closing)
    {
        while (true)
        {
            var settled = Settled(task, outcome);
            if (await Durably(settled, closing, () => store.Decide(new UpdateWish(task, settled, closing))) is { } stored)
            {
                return stored;
            }

            log.Overtaken(settled);
            task = await store.Find(task.Id) ?? task;
            if (task.State != TaskState.Unknown)
            {
                return task;
            }
        }
    }

    private TaskRecord Settled(TaskRecord task, SubmitOutcome outcome) => outcome switch
    {
        SubmitOutcome.Accepted accepted => life.Accepted(task, accepted),
        SubmitOutcome.Rejected rejected => life.Rejected(task, rejected.ContentPolicy, safe.From(rejected.Message)),
        SubmitOutcome.Unavailable => life.Unavailable(task),
        _ => life.Ambiguous(task),
    };

    /// <summary>The outcome of a paid send is not given up on because the store fails for a moment.</summary>
    private async Task<T> Durably<T>(TaskRecord after, AttemptClosing closing, Func<Task<T>> write)
    {
        while (true)
        {
            try
            {
                return await write();
            }
            catch (DbException problem) when (Now < closing.At + StorePatience.TotalMilliseconds)
            {
                log.NotStored(problem, after);
                await Task.Delay(StoreRetry, time);
            }
        }
    }

    private AttemptClosing Closing(AttemptRecord attempt, SubmitOutcome outcome)
    {
        var (word, detail) = OutcomeWords.WithMessage(outcome, safe);
        return new AttemptClosing(attempt.Number, word, detail, Now);
    }
}

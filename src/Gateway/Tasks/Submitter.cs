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
    private static readonly TimeSpan OutcomeLate = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StoreRetry = TimeSpan.FromMilliseconds(500);

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    public AttemptRecord NewAttempt(string taskId, int number, Target target) =>
        new(ids.NewAttemptId(), taskId, number, target.Upstream.Name, target.Key.Id, Now);

    /// <summary>When an attempt without a recorded outcome is taken for one that never will have one.</summary>
    public long OutcomeDue(Target target) => Now + (long)(target.Upstream.Options.SubmitTimeout + OutcomeLate).TotalMilliseconds;

    /// <summary>Sends the first attempt, which is already stored, and further ones while it is certain that there is no job.</summary>
    /// <returns>The task as it then is.</returns>
    public async Task<TaskRecord> Submit(
        TaskRecord task, AttemptRecord attempt, Target target, IReadOnlyList<Candidate> candidates, ResolvedRequest request)
    {
        var tried = new HashSet<PoolKeyOptions>(ReferenceEqualityComparer.Instance);
        while (true)
        {
            var outcome = await Send(target, new Submission(
                request, target.Route.UpstreamModel, target.Route.Format, task.Id, attempt.Id));
            log.Outcome(task, attempt, outcome);
            if (outcome is not SubmitOutcome.Unavailable unavailable)
            {
                return await Record(task, current => Settled(current, outcome), Closing(attempt, outcome));
            }

            pool.Report(target, task.Model, unavailable);
            tried.Add(target.Key);
            if (pool.Next(candidates, task.Model, tried) is not { } next)
            {
                return await Record(task, life.Unavailable, Closing(attempt, outcome), releaseClaim: true);
            }

            var following = NewAttempt(task.Id, attempt.Number + 1, next);
            task = await Record(
                task,
                current => current with { Upstream = next.Upstream.Name, PoolKey = next.Key.Id, DueAt = OutcomeDue(next) },
                Closing(attempt, outcome),
                following);
            if (task.State != TaskState.Submitting)
            {
                return task;
            }

            (attempt, target) = (following, next);
        }
    }

    private TaskRecord Settled(TaskRecord task, SubmitOutcome outcome) => outcome switch
    {
        SubmitOutcome.Accepted accepted => life.Accepted(task, accepted),
        SubmitOutcome.Rejected rejected => life.Rejected(task, rejected.ContentPolicy, safe.From(rejected.Message)),
        _ => life.Ambiguous(task),
    };

    private async Task<SubmitOutcome> Send(Target target, Submission submission)
    {
        var dialect = target.Upstream.Dialect;
        return await sender.Submit(target.Upstream, target.Key, dialect.Create(submission)) switch
        {
            SendResult.Answered answered => dialect.ReadCreate(answered.Answer),
            SendResult.NotSent notSent => new SubmitOutcome.Unavailable(UnavailableCause.NotSent, Message: notSent.Why),
            SendResult.Broken broken => new SubmitOutcome.Ambiguous(broken.Why),
            var other => throw new InvalidOperationException($"unknown result {other}"),
        };
    }

    /// <summary>
    /// Somebody else may have settled the task meanwhile; then what they wrote stands. But when they only took the outcome
    /// for lost, it came late and is the truth all the same.
    /// </summary>
    private async Task<TaskRecord> Record(
        TaskRecord task, Func<TaskRecord, TaskRecord> change, AttemptClosing closing, AttemptRecord? next = null, bool releaseClaim = false)
    {
        while (true)
        {
            var after = change(task);
            if (await Store(after, closing, next, releaseClaim) is { } stored)
            {
                log.Changed(task, stored);
                return stored;
            }

            log.Overtaken(after);
            task = await store.Find(task.Id) ?? task;
            if (task.State != TaskState.Unknown || next is not null)
            {
                return task;
            }
        }
    }

    /// <summary>The outcome of a paid send is not given up on because the store fails for a moment.</summary>
    private async Task<TaskRecord?> Store(TaskRecord after, AttemptClosing closing, AttemptRecord? next, bool releaseClaim)
    {
        while (true)
        {
            try
            {
                return await store.Update(after, closing, next, releaseClaim);
            }
            catch (DbException problem) when (Now < closing.At + OutcomeLate.TotalMilliseconds)
            {
                log.NotStored(problem, after);
                await Task.Delay(StoreRetry, time);
            }
        }
    }

    private AttemptClosing Closing(AttemptRecord attempt, SubmitOutcome outcome)
    {
        var (word, detail) = OutcomeWords.Of(outcome);
        var message = outcome is SubmitOutcome.Ambiguous ambiguous ? safe.From(ambiguous.Message) : null;
        return new AttemptClosing(attempt.Id, word, message is null ? detail : $"{detail}: {message}", Now);
    }
}

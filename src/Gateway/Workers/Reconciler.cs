using Gateway.Canonical;
using Gateway.Dialects;
using Gateway.Routing;
using Gateway.Tasks;
using Gateway.Upstreams;

namespace Gateway.Workers;

/// <summary>Finds out whether a submission of unknown outcome has made a job, where the upstream can be asked.</summary>
internal sealed class Reconciler(
    ITaskStore store, TaskLife life, UpstreamRegistry upstreams, Router router, UpstreamSender sender, Submitter submitter, SendOutcomes outcomes, TaskLog log)
{
    /// <summary>Asks, or sends again; then the task is polling when the job was found, failed when the wait is over, else still unknown.</summary>
    public async Task Settle(TaskRecord task, CancellationToken stopping)
    {
        if (await Question(task) is not var (attempt, target, request))
        {
            await Write(task, life.NotFoundOut(task));
        }
        else if (request.Body is not null)
        {
            await submitter.Resend(task, attempt, target, request);
        }
        else if (await Ask(task.Id, target, request, stopping) is { } accepted)
        {
            await outcomes.Record(task, accepted, closing: null);
        }
        else
        {
            await Write(task, life.NotFoundOut(task));
        }
    }

    private async Task<(AttemptRecord Attempt, Target Target, UpstreamRequest Request)?> Question(TaskRecord task)
    {
        if (upstreams.Find(task.Upstream!) is not { } upstream
            || upstream.Key(task.PoolKey!) is not { } key
            || router.Taken(task.Model, task.Upstream!) is not { Route: var route }
            || await store.LastAttempt(task.Id) is not { } attempt)
        {
            return null;
        }

        // Nothing new is sent to what is disabled, and a resend may make a job; but it can still be asked.
        var mayResend = upstream.Options is { IdempotentResend: true, Enabled: true } && route.Enabled;
        var submission = new Submission(
            ResolvedJsonReader.Read(await store.FindRequest(task.Id)), route.UpstreamModel, route.Format, task.Id, attempt.Id);
        return upstream.Dialect.Find(submission, mayResend) is { } request ? (attempt, new Target(route, upstream, key), request) : null;
    }

    private async Task<SubmitOutcome.Accepted?> Ask(string taskId, Target target, UpstreamRequest request, CancellationToken stopping) =>
        await sender.Poll(target.Upstream, target.Key, request, stopping) is SendResult.Answered answered
            ? target.Upstream.Dialect.ReadCreate(answered.Answer, taskId) as SubmitOutcome.Accepted
            : null;

    private async Task Write(TaskRecord task, TaskRecord after)
    {
        if (await store.Decide(new UpdateWish(task, after)) is null)
        {
            log.Overtaken(after);
        }
    }
}

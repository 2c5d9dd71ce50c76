using Gateway.Canonical;
using Gateway.Dialects;
using Gateway.Routing;
using Gateway.Upstreams;

namespace Gateway.Tasks;

/// <summary>Finds out whether a submission of unknown outcome has made a job, where the upstream can be asked.</summary>
internal sealed class Reconciler(ITaskStore store, TaskLife life, UpstreamRegistry upstreams, Router router, UpstreamSender sender)
{
    /// <returns>The task as it then is: polling when the job was found, failed when the wait is over, else still unknown.</returns>
    public async Task<TaskRecord> Settle(TaskRecord task, CancellationToken stopping)
    {
        if (await Find(task, stopping) is { } accepted)
        {
            return life.Accepted(task, accepted);
        }

        return life.IsSettlingOver(task) ? life.NeverSettled(task) : life.StillUnknown(task);
    }

    private async Task<SubmitOutcome.Accepted?> Find(TaskRecord task, CancellationToken stopping)
    {
        // What is disabled takes no new work, which a resend may become; but it can still be asked.
        if (upstreams.Find(task.Upstream!) is not { } upstream
            || upstream.Key(task.PoolKey!) is not { } key
            || router.Taken(task.Model, task.Upstream!) is not { Route: var route }
            || await Submission(task, route.UpstreamModel, route.Format) is not { } submission
            || upstream.Dialect.Find(submission, upstream.Options is { IdempotentResend: true, Enabled: true } && route.Enabled) is not { } question)
        {
            return null;
        }

        // A resend may make the job after all: its answer is waited for as a create's is, whatever else stops.
        var sent = question.Body is null
            ? await sender.Poll(upstream, key, question, stopping)
            : await sender.Submit(upstream, key, question);
        return sent is SendResult.Answered answered ? upstream.Dialect.ReadCreate(answered.Answer, task.Id) as SubmitOutcome.Accepted : null;
    }

    private async Task<Submission?> Submission(TaskRecord task, string upstreamModel, string? format)
    {
        var attempt = await store.LastAttempt(task.Id);
        return attempt is null
            ? null
            : new Submission(ResolvedJsonReader.Read(await store.FindRequest(task.Id)), upstreamModel, format, task.Id, attempt.Id);
    }
}

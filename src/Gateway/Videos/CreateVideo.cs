using Gateway.Canonical;
using Gateway.Errors;
using Gateway.Keys;
using Gateway.Quotas;
using Gateway.Routing;
using Gateway.Tasks;

namespace Gateway.Videos;

/// <summary>The create flow, top to bottom.</summary>
internal sealed class CreateVideo(
    RequestCheck check, ITaskStore store, Teams teams, TaskLife life, Pool pool, Submitter submitter, SubmissionOptions submission, TaskAnswer answer, IdSource ids, TimeProvider time)
{
    private static readonly TimeSpan NoKeyRetry = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan QueueFullRetry = TimeSpan.FromSeconds(30);

    public async Task<IResult> Create(HttpContext http)
    {
        var (idempotencyKey, headerProblem) = IdempotencyHeader.Read(http.Request);
        if (headerProblem is not null)
        {
            return new ErrorResult(headerProblem);
        }

        var (request, problem) = await check.Check(http.Request);
        if (request is null)
        {
            return new ErrorResult(problem!);
        }

        var claim = Claim(idempotencyKey, request.Request);
        var candidates = request.Plan.Candidates;
        var opened = await store.Decide(new OpenWish(
            NewTask(http, request),
            ResolvedJson.Text(request.Request),
            claim,
            request.Key.Limits,
            teams.Of(request.Key.Team),
            new QueueLimits(submission.QueueLimit, submission.QueueLimit),
            pool.Offers(candidates, request.Model.Name),
            ids.NewAttemptId()));
        RateHeaders.Write(http.Response, opened.Rate);
        switch (opened)
        {
            case OpenResult.Opened { Started: var started }:
                return await answer.Created(http, await submitter.Submit(started, candidates, request.Request));
            case OpenResult.Queued queued:
                return await answer.Created(http, queued.Task);
            case OpenResult.Replay replay:
                return await Replayed(http, request.Key, await Settled(replay.TaskId, http.RequestAborted));
            default:
                return new ErrorResult(Refusal(http.Response, opened));
        }
    }

    /// <summary>A key that has changed its team no longer sees what it made before.</summary>
    private async Task<IResult> Replayed(HttpContext http, ClientKey key, TaskRecord task)
    {
        if (task.Team != key.Team)
        {
            return new ErrorResult(ApiError.IdempotencyConflict());
        }

        http.Response.Headers["Idempotent-Replayed"] = "true";
        return await answer.Created(http, task);
    }

    private ApiError Refusal(HttpResponse response, OpenResult refused)
    {
        switch (refused)
        {
            case OpenResult.Conflict:
                return ApiError.IdempotencyConflict();
            case OpenResult.OverLimit over:
                RateHeaders.Write(response, over.Refusal, time.GetUtcNow().ToUnixTimeMilliseconds());
                return QuotaErrors.Of(over.Refusal);
            case OpenResult.QueueFull:
                return ApiError.UpstreamUnavailable(QueueFullRetry);
            default:
                return ApiError.UpstreamUnavailable(NoKeyRetry);
        }
    }

    private IdempotencyClaim? Claim(string? key, ResolvedRequest request)
    {
        var now = time.GetUtcNow();
        return key is null
            ? null
            : new IdempotencyClaim(
                key,
                ResolvedJson.Fingerprint(request),
                now.ToUnixTimeMilliseconds(),
                (now + IdempotencyHeader.KeptFor).ToUnixTimeMilliseconds());
    }

    private TaskRecord NewTask(HttpContext http, CheckedRequest request) => life.Queued(new TaskRecord
    {
        Id = ids.NewTaskId(),
        Team = request.Key.Team,
        KeyId = request.Key.Id,
        RequestId = http.TraceIdentifier,
        Model = request.Request.Model,
        ClientMetadata = request.Request.Metadata?.GetRawText(),
        PriceMicros = (long)(request.Credits * Limits.MicrosPerCredit),
        State = TaskState.Queued,
        CreatedAt = time.GetUtcNow().ToUnixTimeMilliseconds(),
        Routes = request.Plan.Routes,
    });

    /// <summary>The first call may still be in flight; then the second waits for what becomes of it.</summary>
    private async Task<TaskRecord> Settled(string taskId, CancellationToken gone)
    {
        var pause = TimeSpan.FromMilliseconds(20);
        while (true)
        {
            // The claim stands in the same transaction as the task, and tasks are never deleted.
            var task = await store.Find(taskId);
            if (task!.State != TaskState.Submitting)
            {
                return task;
            }

            await Task.Delay(pause, time, gone);
            pause = pause < TimeSpan.FromMilliseconds(200) ? pause * 2 : pause;
        }
    }
}

using Gateway.Canonical;
using Gateway.Http;
using Gateway.Keys;
using Gateway.Routing;
using Gateway.Tasks;
using Gateway.Workers;

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

        var (received, problem) = await check.Receive(http.Request);
        if (received is null)
        {
            return new ErrorResult(problem!);
        }

        using (received)
        {
            var claim = Claim(idempotencyKey, received);
            if (claim is not null && await Earlier(http, received, claim) is { } answered)
            {
                return answered;
            }

            (var request, problem) = check.Check(received, http.Request.Headers[RequestCheck.PinHeader]);
            return request is null ? new ErrorResult(problem!) : await Create(http, request, claim);
        }
    }

    /// <summary>A repeat is answered before today's matrix and routes are asked: they may refuse what was taken then.</summary>
    private async Task<IResult?> Earlier(HttpContext http, ReceivedRequest received, IdempotencyClaim claim)
    {
        if (await store.FindClaim(received.Key.Id, claim) is not { } earlier)
        {
            return null;
        }

        var fingerprint = claim.Fingerprint;
        if (!RequestFingerprint.IsOfBody(earlier.Fingerprint))
        {
            // An earlier version made it, of what the matrix made of the body. Such a claim is a day old at most.
            var (resolved, _, problem) = check.Resolve(received);
            if (resolved is null)
            {
                return new ErrorResult(problem!);
            }

            fingerprint = ResolvedJson.Fingerprint(resolved);
        }

        return fingerprint == earlier.Fingerprint
            ? await Replayed(http, received.Key, earlier.TaskId)
            : new ErrorResult(ApiError.IdempotencyConflict());
    }

    private async Task<IResult> Create(HttpContext http, CheckedRequest request, IdempotencyClaim? claim)
    {
        var candidates = request.Plan.Candidates;
        var wish = new OpenWish(
            NewTask(http, request),
            ResolvedJson.Text(request.Request),
            claim,
            request.Key.Limits,
            teams.Of(request.Key.Team),
            new QueueLimits(submission.QueueLimit, submission.QueueLimitPerTeam),
            pool.Offers(candidates, request.Model.Name),
            ids.NewAttemptId());
        var opened = await store.Decide(wish, http.RequestAborted);
        RateHeaders.Write(http.Response, opened.Rate);
        switch (opened)
        {
            case OpenResult.Opened { Started: var started }:
                return await answer.Created(http, await submitter.Submit(started, candidates, request.Request));
            case OpenResult.Queued queued:
                return await answer.Created(http, queued.Task);
            case OpenResult.Replay replay:
                return await Replayed(http, request.Key, replay.TaskId);
            default:
                return new ErrorResult(Refusal(http.Response, opened));
        }
    }

    /// <summary>A key that has changed its team no longer sees what it made before.</summary>
    private async Task<IResult> Replayed(HttpContext http, ClientKey key, string taskId)
    {
        var task = await Settled(taskId, http.RequestAborted);
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
                RateHeaders.Write(response, over.Refusal, time.Now());
                return QuotaErrors.Of(over.Refusal);
            case OpenResult.QueueFull:
                return ApiError.UpstreamUnavailable(QueueFullRetry);
            default:
                return ApiError.UpstreamUnavailable(NoKeyRetry);
        }
    }

    private IdempotencyClaim? Claim(string? key, ReceivedRequest received)
    {
        var now = time.Now();
        return key is null
            ? null
            : new IdempotencyClaim(
                key,
                RequestFingerprint.Of(received.Body.RootElement),
                now,
                now + IdempotencyHeader.KeptFor);
    }

    private TaskRecord NewTask(HttpContext http, CheckedRequest request) => life.Queued(new TaskRecord
    {
        Id = ids.NewTaskId(),
        Team = request.Key.Team,
        KeyId = request.Key.Id,
        RequestId = http.TraceIdentifier,
        Model = request.Request.Model,
        ClientMetadata = request.Request.Metadata?.GetRawText(),
        Price = Credits.Of(request.Credits),
        State = TaskState.Queued,
        CreatedAt = time.Now(),
        Routes = request.Plan.Routes,
    });

    /// <summary>The first call may still be in flight; then the second waits for what becomes of it, if not for ever.</summary>
    private async Task<TaskRecord> Settled(string taskId, CancellationToken gone)
    {
        var pause = TimeSpan.FromMilliseconds(20);
        while (true)
        {
            // The claim stands in the same transaction as the task, and tasks are never deleted.
            var task = await store.Find(taskId);
            if (task is not { State: TaskState.Submitting, UnknownSince: null } || time.Now() > task.DueAt)
            {
                return task!;
            }

            await Task.Delay(pause, time, gone);
            pause = pause < TimeSpan.FromMilliseconds(200) ? pause * 2 : pause;
        }
    }
}

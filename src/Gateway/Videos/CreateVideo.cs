using Gateway.Canonical;
using Gateway.Errors;
using Gateway.Keys;
using Gateway.Routing;
using Gateway.Tasks;

namespace Gateway.Videos;

/// <summary>The create flow, top to bottom.</summary>
internal sealed class CreateVideo(
    RequestCheck check, ITaskStore store, Pool pool, Submitter submitter, TaskAnswer answer, IdSource ids, TaskLog log, TimeProvider time)
{
    private static readonly TimeSpan NoKeyRetry = TimeSpan.FromSeconds(10);

    public async Task<IResult> Create(HttpContext http, ClientKey key)
    {
        var (idempotencyKey, headerProblem) = IdempotencyHeader.Read(http.Request);
        if (headerProblem is not null)
        {
            return new ErrorResult(headerProblem);
        }

        var (request, problem) = await check.Check(http.Request, key);
        if (request is null)
        {
            return new ErrorResult(problem!);
        }

        var claim = Claim(idempotencyKey, request.Request);
        if (claim is not null && await store.FindClaim(key.Id, claim) is { } earlier)
        {
            return await Repeat(http, earlier);
        }

        if (pool.Next(request.Plan.Candidates, request.Model.Name, new HashSet<Upstreams.PoolKeyOptions>()) is not { } target)
        {
            return new ErrorResult(ApiError.UpstreamUnavailable(NoKeyRetry));
        }

        var task = NewTask(http, key, request, target);
        var attempt = submitter.NewAttempt(task.Id, 1, target);
        var opened = await store.Open(task, ResolvedJson.Text(request.Request), attempt, claim);
        if (opened is not OpenResult.Opened)
        {
            return await Repeat(http, opened);
        }

        log.Opened(task);
        return answer.Created(http, await submitter.Submit(task, attempt, target, request.Plan.Candidates, request.Request));
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

    private TaskRecord NewTask(HttpContext http, ClientKey key, CheckedRequest request, Target target) => new()
    {
        Id = ids.NewTaskId(),
        Team = key.Team,
        KeyId = key.Id,
        RequestId = http.TraceIdentifier,
        Model = request.Request.Model,
        ClientMetadata = request.Request.Metadata?.GetRawText(),
        PriceMicros = (long)(request.Credits * 1_000_000m),
        State = TaskState.Submitting,
        CreatedAt = time.GetUtcNow().ToUnixTimeMilliseconds(),
        Upstream = target.Upstream.Name,
        PoolKey = target.Key.Id,
        DueAt = submitter.OutcomeDue(target),
    };

    private async Task<IResult> Repeat(HttpContext http, OpenResult earlier)
    {
        if (earlier is not OpenResult.Replay replay)
        {
            return new ErrorResult(ApiError.IdempotencyConflict());
        }

        http.Response.Headers["Idempotent-Replayed"] = "true";
        return answer.Created(http, await Settled(replay.TaskId, http.RequestAborted));
    }

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

using Gateway.Canonical;
using Gateway.Http;
using Gateway.Keys;
using Gateway.Routing;
using Gateway.Tasks;
using Gateway.Workers;

namespace Gateway.Generations;

/// <summary>The create flow, top to bottom.</summary>
internal sealed class CreateVideo(
    RequestCheck check, EarlierCalls earlierCalls, ITaskStore store, Teams teams, TaskLife life, Pool pool, Submitter submitter, SubmissionOptions submission,
    CreateOutcomes outcomes, IdSource ids, TimeProvider time)
{
    private static readonly TimeSpan NoKeyRetry = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan QueueFullRetry = TimeSpan.FromSeconds(30);

    /// <param name="gone">Whoever calls has left: what was not begun by then is not begun.</param>
    public async Task<CreateOutcome> Create(CreateCall call, CancellationToken gone)
    {
        var (received, problem) = check.Receive(call.Body, call.Authorization);
        if (received is null)
        {
            return new CreateOutcome.Refused(problem!);
        }

        using (received)
        {
            // A repeat is answered before today's matrix and routes are asked: they may refuse what was taken then.
            var claim = earlierCalls.Claim(call.IdempotencyKey, received);
            if (claim is not null && await earlierCalls.Find(received, claim, gone) is { } earlier)
            {
                return earlier;
            }

            (var request, problem) = check.Check(received, call.Pinned);
            return request is null ? new CreateOutcome.Refused(problem!) : await Open(request, claim, call, gone);
        }
    }

    private async Task<CreateOutcome> Open(CheckedRequest request, IdempotencyClaim? claim, CreateCall call, CancellationToken gone)
    {
        var candidates = request.Plan.Candidates;
        var wish = new OpenWish(
            NewTask(request, call),
            ResolvedJson.Text(request.Request),
            claim,
            request.Key.Limits,
            teams.Of(request.Key.Team),
            new QueueLimits(submission.QueueLimit, submission.QueueLimitPerTeam),
            pool.Offers(candidates, request.Model.Name),
            ids.NewAttemptId());
        var opened = await store.Decide(wish, gone);
        return opened switch
        {
            OpenResult.Opened { Started: var started } =>
                await outcomes.Of(await submitter.Submit(started, candidates, request.Request)) with { Rate = RateLeft.Of(opened.Rate) },
            OpenResult.Queued queued => await outcomes.Of(queued.Task) with { Rate = RateLeft.Of(opened.Rate) },
            OpenResult.Replay replay => await earlierCalls.Replay(request.Key, replay.TaskId, gone) ?? await Open(request, claim, call, gone),
            _ => Refusal(opened) with { Model = request.Model.Name },
        };
    }

    private CreateOutcome.Refused Refusal(OpenResult refused) => refused switch
    {
        OpenResult.Conflict => new(ApiError.IdempotencyConflict()),
        OpenResult.OverLimit { Refusal: var limit } =>
            new(QuotaErrors.Of(limit)) { Rate = RateLeft.Of(limit, time.Now()) },
        OpenResult.QueueFull => new(ApiError.UpstreamUnavailable(QueueFullRetry)),
        _ => new(ApiError.UpstreamUnavailable(NoKeyRetry)),
    };

    private TaskRecord NewTask(CheckedRequest request, CreateCall call) => life.Queued(new TaskRecord
    {
        Id = ids.NewTaskId(),
        Team = request.Key.Team,
        KeyId = request.Key.Id,
        RequestId = call.RequestId,
        Trace = call.Trace,
        Model = request.Request.Model,
        ClientMetadata = request.Request.Metadata?.GetRawText(),
        CallbackUrl = request.Request.CallbackUrl,
        Price = Credits.Of(request.Credits),
        State = TaskState.Queued,
        CreatedAt = time.Now(),
        Routes = request.Plan.Routes,
    });
}

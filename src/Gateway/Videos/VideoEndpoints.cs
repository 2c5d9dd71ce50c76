using System.Diagnostics;
using Gateway.Generations;
using Gateway.Http;
using Gateway.Keys;
using Gateway.Tasks;
using Gateway.Waiting;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Videos;

/// <summary>The calls about video tasks.</summary>
internal static class VideoEndpoints
{
    /// <summary>Seconds.</summary>
    private const int LongestWait = 60;

    public static void MapVideos(this IEndpointRouteBuilder routes)
    {
        var all = routes.MapGroup("/v1/videos/generations")
            .AddEndpointFilter<ClientKeyFilter>()
            .WithTags("Videos");
        var videos = all.MapGroup("").AddEndpointFilter<AcceptFilter>();
        videos.MapPost("", Create).WithName("createVideo").WithMetadata(CreatesVideo.Mark);
        videos.MapGet("", TaskList.Get).WithName("listVideos");
        videos.MapGet("/{id}", Get).WithName("getVideo");
        videos.MapPost("/{id}/cancel", Cancel).WithName("cancelVideo");
        videos.MapPost("/validate", Validate).WithName("validateVideo");
        // Its answer is not JSON.
        all.MapGet("/{id}/events", Events).WithName("streamVideo");
    }

    private static async Task<IResult> Create(HttpContext http, CreateVideo create)
    {
        var (idempotencyKey, problem) = IdempotencyHeader.Read(http.Request);
        if (problem is not null)
        {
            return new ErrorResult(problem);
        }

        (var body, problem) = await RequestBody.Read(http.Request);
        if (body is null)
        {
            return new ErrorResult(problem!);
        }

        var headers = http.Request.Headers;
        var call = new CreateCall(body, headers.Authorization, idempotencyKey, headers[GatewayHeaders.Upstream], http.TraceIdentifier, Activity.Current?.Id);
        return TaskAnswer.Of(http, await create.Create(call, http.RequestAborted));
    }

    private static async Task<IResult> Validate(HttpContext http, DryRun dryRun)
    {
        var (body, problem) = await RequestBody.Read(http.Request);
        if (body is null)
        {
            return new ErrorResult(problem!);
        }

        (var result, problem) = dryRun.Try(body, http.Request.Headers.Authorization, http.Request.Headers[GatewayHeaders.Upstream]);
        return result is null ? new ErrorResult(problem!) : new JsonResult(writer => DryRunJson.Write(writer, result));
    }

    private static async Task<IResult> Get(string id, HttpContext http, GetTask tasks, LongPoll poll)
    {
        var query = new QueryReader(http.Request.Query);
        var wait = query.Whole("wait", 0, 0, LongestWait);
        if (query.Problems.All.Count > 0)
        {
            return new ErrorResult(ApiError.InvalidRequest(query.Problems.All));
        }

        if (wait == 0)
        {
            return await tasks.Get(id, Caller(http).Team) is { } view
                ? TaskTag.IsKnown(http.Request, view.Task) ? TaskAnswer.Unchanged(http, view.Task) : TaskAnswer.Of(http, view)
                : new ErrorResult(ApiError.TaskNotFound());
        }

        Func<TaskRecord, bool>? known = http.Request.Headers.IfNoneMatch.Count > 0 ? task => TaskTag.IsKnown(http.Request, task) : null;
        var outcome = await poll.Wait(id, Caller(http), http.Request.Headers.Authorization, TimeSpan.FromSeconds(wait), known, http.RequestAborted);
        return outcome is WaitOutcome.Found { View: var found } ? TaskAnswer.Of(http, found) : new ErrorResult(Refusal(outcome));
    }

    private static async Task<IResult> Events(string id, HttpContext http, TaskStreams streams)
    {
        var (stream, refusal) = await streams.Open(id, Caller(http), http.Request.Headers.Authorization);
        return stream is null ? new ErrorResult(Refusal(refusal!)) : new TaskStreamResult(stream);
    }

    private static ApiError Refusal(WaitOutcome outcome) => outcome switch
    {
        WaitOutcome.Absent => ApiError.TaskNotFound(),
        WaitOutcome.TooMany => ApiError.TooManyWaiting(),
        WaitOutcome.KeyEnded => ApiError.Unauthorized(),
        _ => throw new InvalidOperationException($"unknown outcome {outcome}"),
    };

    private static async Task<IResult> Cancel(string id, HttpContext http, CancelTask cancel)
    {
        var (task, problem) = await cancel.Cancel(id, Caller(http).Team, http.RequestAborted);
        return task is null ? new ErrorResult(problem!) : TaskAnswer.Of(http, task);
    }

    private static ClientKey Caller(HttpContext http) => http.Features.GetRequiredFeature<ClientKey>();
}

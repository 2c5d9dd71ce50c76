using System.Diagnostics;
using Gateway.Generations;
using Gateway.Http;
using Gateway.Keys;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Videos;

/// <summary>The calls about video tasks.</summary>
internal static class VideoEndpoints
{
    public static void MapVideos(this IEndpointRouteBuilder routes)
    {
        var videos = routes.MapGroup("/v1/videos/generations")
            .AddEndpointFilter<ClientKeyFilter>()
            .AddEndpointFilter<AcceptFilter>()
            .WithTags("Videos");
        videos.MapPost("", Create).WithName("createVideo").WithMetadata(CreatesVideo.Mark);
        videos.MapGet("/{id}", Get).WithName("getVideo");
        videos.MapPost("/{id}/cancel", Cancel).WithName("cancelVideo");
        videos.MapPost("/validate", Validate).WithName("validateVideo");
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

    private static async Task<IResult> Get(string id, HttpContext http, GetTask tasks) =>
        await tasks.Get(id, Caller(http).Team) is { } view ? TaskAnswer.Of(http, view) : new ErrorResult(ApiError.TaskNotFound());

    private static async Task<IResult> Cancel(string id, HttpContext http, CancelTask cancel)
    {
        var (task, problem) = await cancel.Cancel(id, Caller(http).Team, http.RequestAborted);
        return task is null ? new ErrorResult(problem!) : TaskAnswer.Of(http, task);
    }

    private static ClientKey Caller(HttpContext http) => http.Features.GetRequiredFeature<ClientKey>();
}

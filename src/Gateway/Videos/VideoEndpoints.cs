using Gateway.Http;
using Gateway.Keys;
using Gateway.Tasks;
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
        videos.MapPost("", Create).WithName("createVideo");
        videos.MapGet("/{id}", Get).WithName("getVideo");
        videos.MapPost("/validate", Validate).WithName("validateVideo");
    }

    private static Task<IResult> Create(HttpContext http, CreateVideo create) => create.Create(http);

    private static Task<IResult> Validate(HttpContext http, DryRun dryRun) => dryRun.Validate(http);

    private static async Task<IResult> Get(string id, HttpContext http, ITaskStore store, TaskAnswer answer)
    {
        var task = await store.Find(id);
        return task is not null && task.Team == Caller(http).Team ? await answer.Found(http, task) : new ErrorResult(ApiError.TaskNotFound());
    }

    private static ClientKey Caller(HttpContext http) => http.Features.GetRequiredFeature<ClientKey>();
}

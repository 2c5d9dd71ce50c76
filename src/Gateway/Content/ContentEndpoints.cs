using Gateway.Http;
using Gateway.Keys;
using Gateway.Tasks;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Content;

/// <summary>The calls about the file of a finished video.</summary>
internal static class ContentEndpoints
{
    private const string Task = "/v1/videos/generations/{id}";

    public static void MapContent(this IEndpointRouteBuilder all)
    {
        // A group keeps its place after those that were mapped before it, also in the document.
        var routes = all.MapGroup("");
        routes.MapGet($"{Task}/content", Get).AddEndpointFilter<LinkFilter>().WithName("getVideoContent").WithTags("Videos");
        routes.MapDelete($"{Task}/content", Delete).AddEndpointFilter<ClientKeyFilter>().WithName("deleteVideoContent").WithTags("Videos");
        routes.MapPost($"{Task}/link", LinkEndpoint.Make).AddEndpointFilter<ClientKeyFilter>().AddEndpointFilter<AcceptFilter>().WithName("linkVideo").WithTags("Videos");
    }

    private static async Task<IResult> Get(string id, HttpContext http, FinishedTasks tasks, ContentSender sender)
    {
        var query = new QueryReader(http.Request.Query);
        var download = query.OneOf("download", ["0", "1"]) == "1";
        if (query.Problems.All.Count > 0)
        {
            return new ErrorResult(ApiError.InvalidRequest(query.Problems.All));
        }

        var (task, problem) = await tasks.Find(id, http);
        return task is null ? new ErrorResult(problem!) : new ContentResult(task, download, sender);
    }

    /// <summary>A repeat changes nothing, and neither does one after the file's end.</summary>
    private static async Task<IResult> Delete(string id, HttpContext http, ITaskStore store)
    {
        var task = await store.Decide(new EndFileWish(id, http.Features.GetRequiredFeature<ClientKey>().Team), http.RequestAborted);
        return task switch
        {
            null => new ErrorResult(ApiError.TaskNotFound()),
            { State: TaskState.Completed } => Results.NoContent(),
            _ => new ErrorResult(ContentErrors.NotCompleted(task)),
        };
    }
}

using Gateway.Canonical;
using Gateway.Http;
using Gateway.Keys;
using Gateway.Tasks;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Content;

/// <summary>The calls about the file of a finished video.</summary>
internal static class ContentEndpoints
{
    public const string Route = "/v1/videos/generations/{id}/content";

    public static void MapContent(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Route, Get).AddEndpointFilter<ClientKeyFilter>().WithName("getVideoContent").WithTags("Videos");
    }

    private static async Task<IResult> Get(string id, HttpContext http, ITaskStore store, UpstreamFile upstreams, TimeProvider time)
    {
        var query = new QueryReader(http.Request.Query);
        var download = query.OneOf("download", ["0", "1"]) == "1";
        if (query.Problems.All.Count > 0)
        {
            return new ErrorResult(ApiError.InvalidRequest(query.Problems.All));
        }

        var (task, problem) = await Finished(id, http, store, time);
        return task is null ? new ErrorResult(problem!) : new ContentResult(task, download, upstreams);
    }

    private static async Task<(TaskRecord? Task, ApiError? Problem)> Finished(string id, HttpContext http, ITaskStore store, TimeProvider time)
    {
        if (await store.Find(id) is not { } task || task.Team != http.Features.GetRequiredFeature<ClientKey>().Team)
        {
            return (null, ApiError.TaskNotFound());
        }

        if (http.Features.Get<RequestNotes>() is { } notes)
        {
            (notes.TaskId, notes.Upstream, notes.PoolKey) = (task.Id, task.Upstream, task.PoolKey);
        }

        return task.State != TaskState.Completed ? (null, ContentErrors.NotCompleted(task.Status.Word()))
            : task.ExpiresAt <= time.Now() ? (null, ContentErrors.Expired())
            : (task, null);
    }
}

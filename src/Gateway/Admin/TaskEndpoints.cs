using Gateway.Generations;
using Gateway.Http;
using Gateway.Tasks;

namespace Gateway.Admin;

/// <summary>The calls about every team's tasks.</summary>
internal static class TaskEndpoints
{
    public static void MapTasks(this IEndpointRouteBuilder admin)
    {
        var tasks = admin.MapGroup("/tasks");
        tasks.MapGet("", List).WithName("listTasks");
        tasks.MapGet("/{id}", (string id, ITaskReports reports) => Get(id, reports)).WithName("getTask");
        tasks.MapPost("/{id}/cancel", Cancel).WithName("cancelTask");
        tasks.MapPost("/{id}/resolve", Resolve).WithName("resolveTask");
    }

    private static async Task<IResult> List(HttpContext http, ITaskReports reports, ITaskStore tasks)
    {
        var query = new QueryReader(http.Request.Query);
        var filter = query.ReadTaskFilter();
        if (filter.After is { } after && await tasks.Find(after) is null)
        {
            query.Problems.Add("after", DetailCodes.NotAllowed, "'after' must be the id of a task.");
        }

        if (query.Problems.Result() is { } refusal)
        {
            return refusal;
        }

        var found = await reports.Tasks(filter with { Limit = filter.Limit + 1 });
        var sums = await reports.Sums(filter);
        return ListPage.Of(found, filter.Limit, details => details.Task.Id, TaskDetailsJson.Write, writer => TaskDetailsJson.WriteSums(writer, sums));
    }

    private static async Task<IResult> Get(string id, ITaskReports reports, string? firstPoll = null) => await reports.Task(id) is { } found
        ? new JsonResult(writer => TaskDetailsJson.Write(writer, found, firstPoll))
        : new ErrorResult(ApiError.TaskNotFound());

    private static async Task<IResult> Cancel(string id, HttpContext http, CancelTask cancel, ITaskReports reports)
    {
        var (_, problem) = await cancel.Cancel(id, team: null, http.RequestAborted, Caller.Of(http).Does(Actions.CancelTask, id).OfTask);
        return problem is null ? await Get(id, reports) : new ErrorResult(problem);
    }

    private static Task<IResult> Resolve(string id, HttpContext http, ResolveTask resolve, ITaskReports reports) => AdminBody.Read(http, async fields =>
    {
        var jobId = ResolutionFields.Read(fields);
        if (fields.Problems.Result() is { } refusal)
        {
            return refusal;
        }

        var (firstPoll, problem) = await resolve.Resolve(id, jobId, Caller.Of(http).Does(Actions.ResolveTask, id).OfTask, http.RequestAborted);
        return problem is null ? await Get(id, reports, firstPoll) : new ErrorResult(problem);
    });
}

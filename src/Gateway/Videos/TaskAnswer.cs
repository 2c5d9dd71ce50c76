using System.Globalization;
using Gateway.Canonical;
using Gateway.Http;
using Gateway.Routing;
using Gateway.Tasks;

namespace Gateway.Videos;

/// <summary>A task as an HTTP answer.</summary>
internal sealed class TaskAnswer(ITaskStore store, Pool pool, Router router, PollingOptions polling, TimeProvider time)
{
    private static readonly TimeSpan UnavailableRetry = TimeSpan.FromSeconds(10);

    /// <summary>The answer to a create: a submission that surely made no job is an error, everything else is the task.</summary>
    public async Task<IResult> Created(HttpContext http, TaskRecord task)
    {
        http.Response.Headers.Location = $"/v1/videos/generations/{task.Id}";
        http.Response.Headers["X-Gateway-Task"] = task.Id;
        if (task.Upstream is not null)
        {
            http.Response.Headers[RequestCheck.PinHeader] = task.Upstream;
        }

        return Refusal(task) is { } refusal ? Noted(http, task, new ErrorResult(refusal)) : await Found(http, task);
    }

    public async Task<IResult> Found(HttpContext http, TaskRecord task)
    {
        var position = task.State == TaskState.Queued ? await Position(task) : null;
        if (!task.IsTerminal)
        {
            http.Response.Headers.RetryAfter = PollHint(task).ToString(CultureInfo.InvariantCulture);
        }

        return Noted(http, task, new JsonResult(writer => TaskJson.Write(writer, task, position)));
    }

    /// <summary>Its place is an extra: a client that gets an error instead of its task would make another.</summary>
    private async Task<int?> Position(TaskRecord task)
    {
        try
        {
            return await store.QueuePosition(task);
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
    }

    private ApiError? Refusal(TaskRecord task) => task switch
    {
        { UpstreamTaskId: not null } => null,
        { ErrorCode: TaskErrors.ContentPolicy } => new ApiError(422, TaskErrors.ContentPolicy, task.ErrorMessage!),
        { ErrorCode: TaskErrors.UpstreamRejected } => new ApiError(502, TaskErrors.UpstreamRejected, task.ErrorMessage!),
        { ErrorCode: TaskErrors.UpstreamUnavailable } => ApiError.UpstreamUnavailable(pool.Rest(router.Candidates(task.Model, task.Routes), task.Model, task.Id) ?? UnavailableRetry),
        _ => null,
    };

    /// <summary>Seconds until asking again may bring news: when the gateway itself asks next.</summary>
    private long PollHint(TaskRecord task)
    {
        var now = time.Now();
        var untilDue = ((task.DueAt ?? now) - now).TotalSeconds;
        return (long)Math.Ceiling(Math.Clamp(untilDue, 1, Math.Max(1, polling.Interval.TotalSeconds)));
    }

    private static IResult Noted(HttpContext http, TaskRecord task, IResult result)
    {
        if (http.Features.Get<RequestNotes>() is { } notes)
        {
            (notes.TaskId, notes.Upstream, notes.PoolKey) = (task.Id, task.Upstream, task.PoolKey);
        }

        return result;
    }
}

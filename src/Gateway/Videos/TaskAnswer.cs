using System.Globalization;
using Gateway.Canonical;
using Gateway.Generations;
using Gateway.Http;
using Gateway.Tasks;
using Gateway.Telemetry;

namespace Gateway.Videos;

/// <summary>A task as an HTTP answer.</summary>
internal static class TaskAnswer
{
    public static IResult Of(HttpContext http, CreateOutcome outcome)
    {
        RateHeaders.Write(http.Response, outcome.Rate);
        switch (outcome)
        {
            case CreateOutcome.Made made:
                Name(http, made.View.Task, made.IsReplay);
                Count(http, made.View.Task.Model, made.IsReplay ? Words.Replayed : Words.Accepted);
                return Of(http, made.View);
            case CreateOutcome.NotStarted failed:
                Name(http, failed.Task, failed.IsReplay);
                Count(http, failed.Task.Model, failed.IsReplay ? Words.Replayed : Words.NotStarted);
                return Noted(http, failed.Task, Refusal(http, failed.Error));
            case CreateOutcome.Refused refused:
                Count(http, refused.Model, outcome: null);
                return Refusal(http, refused.Error);
            default:
                throw new InvalidOperationException($"unknown outcome {outcome}");
        }
    }

    public static IResult Of(HttpContext http, TaskView view)
    {
        if (view.AskAgainAfter is { } seconds)
        {
            http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        return Of(http, view.Task, view.QueuePosition);
    }

    /// <summary>A task that has ended.</summary>
    public static IResult Of(HttpContext http, TaskRecord task) => Of(http, task, position: null);

    /// <summary>The client has it already.</summary>
    public static IResult Unchanged(HttpContext http, TaskRecord task)
    {
        http.Response.Headers.ETag = TaskTag.Of(http.Shown(task));
        return Noted(http, task, Results.StatusCode(StatusCodes.Status304NotModified));
    }

    private static IResult Of(HttpContext http, TaskRecord task, int? position)
    {
        var shown = http.Shown(task);
        var json = JsonBytes.Of(writer => TaskJson.Write(writer, shown));
        http.Response.Headers.ETag = TaskTag.Of(json);
        return Noted(http, task, new JsonResult(position is null ? json : JsonBytes.Of(writer => TaskJson.Write(writer, shown, position))));
    }

    /// <summary>Official SDKs send a create again after some errors, without any Idempotency-Key; this header keeps them from it where a repeat can't help.</summary>
    private static ErrorResult Refusal(HttpContext http, ApiError error)
    {
        if (error.Status is 402 or 409 or 422 or 502)
        {
            http.Response.Headers["x-should-retry"] = "false";
        }

        return new ErrorResult(error);
    }

    private static void Name(HttpContext http, TaskRecord task, bool isReplay)
    {
        var headers = http.Response.Headers;
        headers.Location = $"{http.Request.PathBase}/v1/videos/generations/{task.Id}";
        headers[GatewayHeaders.Task] = task.Id;
        if (task.Upstream is not null)
        {
            headers[GatewayHeaders.Upstream] = task.Upstream;
        }

        if (isReplay)
        {
            headers["Idempotent-Replayed"] = "true";
        }
    }

    private static void Count(HttpContext http, string? model, string? outcome)
    {
        if (http.Features.Get<RequestNotes>() is { } notes)
        {
            (notes.Model, notes.CreateOutcome) = (model, outcome);
        }
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

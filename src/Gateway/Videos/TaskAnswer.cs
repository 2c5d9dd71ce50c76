using System.Globalization;
using Gateway.Generations;
using Gateway.Http;
using Gateway.Tasks;

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
                return Of(http, made.View);
            case CreateOutcome.NotStarted failed:
                Name(http, failed.Task, failed.IsReplay);
                return Noted(http, failed.Task, new ErrorResult(failed.Error));
            case CreateOutcome.Refused refused:
                return new ErrorResult(refused.Error);
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

        return Noted(http, view.Task, new JsonResult(writer => TaskJson.Write(writer, view.Task, view.QueuePosition)));
    }

    /// <summary>A task that has ended.</summary>
    public static IResult Of(HttpContext http, TaskRecord task) => Noted(http, task, new JsonResult(writer => TaskJson.Write(writer, task)));

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

    private static IResult Noted(HttpContext http, TaskRecord task, IResult result)
    {
        if (http.Features.Get<RequestNotes>() is { } notes)
        {
            (notes.TaskId, notes.Upstream, notes.PoolKey) = (task.Id, task.Upstream, task.PoolKey);
        }

        return result;
    }
}

using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Sandbox.Faults;
using Gateway.Sandbox.Jobs;

namespace Gateway.Sandbox.Legacy;

/// <summary>
/// S003's create answer, and the three forms in which its undocumented poll answer is known: flat, wrapped and OpenAI-like.
/// </summary>
internal static class LegacyShapes
{
    public static JsonObject Created(SandboxJob job, FaultList faults) =>
        faults.Has("shape_openai") ? OpenAi(job, "queued", 0) : Flat(job, "queued", 0);

    public static JsonObject Polled(SandboxJob job, JobView view, FaultList faults)
    {
        if (faults.Has("shape_openai"))
        {
            return PolledOpenAi(job, view, faults);
        }

        var isWrapped = faults.Has("shape_wrapped") || faults.Has("shape_url_in_fail_reason") || faults.Has("shape_error_in_result_url");
        return isWrapped ? LegacyWrapped.Polled(job, view, faults) : PolledFlat(job, view, faults);
    }

    /// <summary>Who may call, and how often, is answered by another layer of that software than the request itself.</summary>
    public static JsonObject Error(int status, string message)
    {
        var code = CodeOf(status);
        return status is 400 or 422 or >= 500
            ? FlatError(code, message)
            : new JsonObject
            {
                ["error"] = new JsonObject { ["message"] = message, ["type"] = "new_api_error", ["code"] = code },
            };
    }

    public static JsonObject FlatError(string code, string message) =>
        new() { ["code"] = code, ["message"] = message, ["data"] = null };

    private static JsonObject PolledFlat(SandboxJob job, JobView view, FaultList faults)
    {
        var cancelled = view.Failure == JobFailure.Cancelled;
        var task = Flat(job, cancelled ? "cancelled" : Word(view, faults), view.Progress);
        task["error"] = Failure(view);
        if (view.Url is { } url)
        {
            task["video_url"] = url;
            task["result"] = new JsonObject { ["video_url"] = url, ["outputs"] = new JsonArray(url) };
        }

        return task;
    }

    private static JsonObject PolledOpenAi(SandboxJob job, JobView view, FaultList faults)
    {
        var task = OpenAi(job, Word(view, faults), view.Progress);
        if (view.Phase == JobPhase.Completed)
        {
            task["completed_at"] = view.CompletedAt;
            task["metadata"] = view.Url is { } url ? new JsonObject { ["url"] = url } : [];
        }

        if (Failure(view) is { } error)
        {
            task["error"] = error;
        }

        return task;
    }

    private static JsonObject Flat(SandboxJob job, string status, int progress) => new()
    {
        ["id"] = job.Id,
        ["task_id"] = job.Id,
        ["object"] = "video.generation.job",
        ["model"] = job.Model,
        ["status"] = status,
        ["progress"] = progress,
        ["created_at"] = job.CreatedAt.ToUnixTimeSeconds(),
    };

    private static JsonObject OpenAi(SandboxJob job, string status, int progress) => new()
    {
        ["id"] = job.Id,
        ["object"] = "video",
        ["model"] = job.Model,
        ["status"] = status,
        ["progress"] = progress,
        ["created_at"] = job.CreatedAt.ToUnixTimeSeconds(),
    };

    private static JsonObject? Failure(JobView view) =>
        view.Failure is { } failure
            ? new JsonObject { ["code"] = failure.Code, ["message"] = failure.Message }
            : null;

    private static string Word(JobView view, FaultList faults) => view.Phase switch
    {
        JobPhase.Queued => "queued",
        JobPhase.Running => faults.Has("unknown_status") ? "moderating" : "in_progress",
        JobPhase.Completed => "completed",
        _ => "failed",
    };

    private static string CodeOf(int status) => status switch
    {
        400 => "invalid_request",
        401 => "invalid_api_key",
        402 => "insufficient_user_quota",
        403 => "access_denied",
        404 => "not_found",
        422 => "content_policy_violation",
        429 => "rate_limit_exceeded",
        >= 500 => "fail_to_fetch_task",
        _ => string.Create(CultureInfo.InvariantCulture, $"http_{status}"),
    };
}

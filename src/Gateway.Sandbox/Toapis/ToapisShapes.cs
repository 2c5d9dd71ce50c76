using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Sandbox.Faults;
using Gateway.Sandbox.Images;
using Gateway.Sandbox.Jobs;

namespace Gateway.Sandbox.Toapis;

/// <summary>The answers of S000 and S002, and the shapes seen live in their place.</summary>
internal static class ToapisShapes
{
    public static JsonObject Created(SandboxJob job, FaultList faults) =>
        faults.Has("shape_envelope")
            ? new JsonObject
            {
                ["code"] = 200,
                ["data"] = new JsonArray(new JsonObject { ["status"] = "submitted", ["task_id"] = job.Id }),
            }
            : Finish(Task(job, QueuedWord(faults), 0, faults), faults);

    public static JsonObject Polled(SandboxJob job, JobView view, FaultList faults)
    {
        var task = Task(job, Word(view, faults), view.Progress, faults);
        if (view.Phase == JobPhase.Completed)
        {
            task["completed_at"] = view.CompletedAt;
            task["expires_at"] = view.ExpiresAt;
            task["result"] = Result(view.Url, faults);
        }

        if (view.Failure is { } failure)
        {
            task["error"] = new JsonObject
            {
                ["code"] = Code(failure.Code, failure.Status, faults),
                ["message"] = failure.Message,
            };
        }

        task = Finish(task, faults);
        return faults.Has("shape_envelope") ? new JsonObject { ["code"] = 200, ["data"] = task } : task;
    }

    public static JsonObject Image(SandboxImage image, string url) => new()
    {
        ["success"] = true,
        ["message"] = "",
        ["data"] = new JsonObject { ["id"] = image.Id, ["url"] = url, ["mime_type"] = image.ContentType, ["size"] = image.Bytes.Length },
    };

    public static JsonObject Error(int status, string message, FaultList faults, string? code = null) => new()
    {
        ["error"] = new JsonObject
        {
            ["code"] = Code(code ?? CodeOf(status), status, faults),
            ["message"] = message,
            ["type"] = TypeOf(status),
        },
    };

    private static JsonObject Task(SandboxJob job, string status, int progress, FaultList faults)
    {
        var task = new JsonObject
        {
            ["id"] = job.Id,
            ["object"] = faults.Has("shape_object_video") ? "video" : "generation.task",
            ["model"] = job.Model,
            ["status"] = status,
            ["progress"] = progress,
            ["created_at"] = job.CreatedAt.ToUnixTimeSeconds(),
            ["metadata"] = Metadata(job),
        };
        if (faults.Has("shape_task_id"))
        {
            task["id"] = job.Id.Replace("video_", "tsk_vid_", StringComparison.Ordinal);
            task["task_id"] = job.Id;
        }

        return task;
    }

    private static JsonObject Finish(JsonObject task, FaultList faults)
    {
        if (faults.Has("shape_numbers_as_strings"))
        {
            AnswerFaults.NumbersAsStrings(task);
        }

        return task;
    }

    /// <summary>VEO gives the ratio back (S002), Vidu nothing (S000).</summary>
    private static JsonObject Metadata(SandboxJob job) =>
        VeoRules.Models.Contains(job.Model) && job.Text("aspect_ratio") is { } ratio
            ? new JsonObject { ["aspect_ratio"] = ratio }
            : [];

    private static JsonObject Result(string? url, FaultList faults) =>
        faults.Has("shape_result_url")
            ? new JsonObject { ["type"] = "video", ["url"] = url ?? "" }
            : new JsonObject
            {
                ["type"] = "video",
                ["data"] = url is null ? [] : new JsonArray(new JsonObject { ["url"] = url, ["format"] = "mp4" }),
            };

    private static string Word(JobView view, FaultList faults) => view.Phase switch
    {
        JobPhase.Queued => QueuedWord(faults),
        JobPhase.Running => faults.Has("unknown_status") ? "moderating" : "in_progress",
        JobPhase.Completed => "completed",
        _ => "failed",
    };

    private static string QueuedWord(FaultList faults) =>
        faults.Has("shape_empty_status") ? "" : faults.Has("shape_pending") ? "pending" : "queued";

    private static JsonValue Code(string code, int status, FaultList faults) =>
        faults.Has("shape_int_code") ? JsonValue.Create(status) : JsonValue.Create(code);

    private static string CodeOf(int status) => status switch
    {
        400 => "invalid_request",
        401 => "unauthorized",
        402 => "insufficient_quota",
        403 => "forbidden",
        404 => "not_found",
        422 => "content_policy_violation",
        429 => "rate_limit_exceeded",
        500 => "internal_error",
        503 => "rate_limit_unavailable",
        _ => string.Create(CultureInfo.InvariantCulture, $"http_{status}"),
    };

    private static string TypeOf(int status) => status switch
    {
        401 => "authentication_error",
        404 => "not_found_error",
        429 => "rate_limit_error",
        >= 500 => "server_error",
        _ => "invalid_request_error",
    };
}

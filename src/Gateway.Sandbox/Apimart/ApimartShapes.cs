using System.Text.Json.Nodes;
using Gateway.Sandbox.Faults;
using Gateway.Sandbox.Images;
using Gateway.Sandbox.Jobs;

namespace Gateway.Sandbox.Apimart;

/// <summary>The envelope of S004.</summary>
internal static class ApimartShapes
{
    public static JsonObject Created(SandboxJob job, FaultList faults)
    {
        var task = new JsonObject { ["status"] = "submitted", ["task_id"] = job.Id };
        return Envelope(faults.Has("shape_data_object") ? task : new JsonArray(task), faults);
    }

    public static JsonObject Polled(SandboxJob job, JobView view, FaultList faults)
    {
        var task = new JsonObject
        {
            ["id"] = job.Id,
            ["status"] = Word(view, faults),
            ["progress"] = view.Progress,
            ["created"] = job.CreatedAt.ToUnixTimeSeconds(),
        };
        if (view.Phase == JobPhase.Completed)
        {
            task["completed"] = view.CompletedAt;
            task["result"] = new JsonObject { ["videos"] = Videos(view, faults) };
        }

        if (view.Failure is { } failure)
        {
            task["error"] = new JsonObject
            {
                ["code"] = failure.Status,
                ["message"] = failure.Message,
                ["type"] = failure.Code,
            };
        }

        return Envelope(task, faults);
    }

    public static JsonObject Image(SandboxImage image, string url) => new()
    {
        ["url"] = url,
        ["filename"] = image.FileName,
        ["content_type"] = image.ContentType,
        ["bytes"] = image.Bytes.Length,
        ["created_at"] = image.CreatedAt.ToUnixTimeSeconds(),
    };

    public static JsonObject Error(int status, string message) => new()
    {
        ["error"] = new JsonObject { ["code"] = status, ["message"] = message, ["type"] = TypeOf(status) },
    };

    private static JsonObject Envelope(JsonNode data, FaultList faults)
    {
        if (faults.Has("shape_numbers_as_strings"))
        {
            AnswerFaults.NumbersAsStrings(data);
        }

        return new JsonObject { ["code"] = 200, ["data"] = data };
    }

    private static JsonArray Videos(JobView view, FaultList faults)
    {
        if (view.Url is not { } url)
        {
            return [];
        }

        return new JsonArray(new JsonObject
        {
            ["url"] = faults.Has("shape_url_string") ? JsonValue.Create(url) : new JsonArray(url),
            ["expires_at"] = view.ExpiresAt,
        });
    }

    private static string Word(JobView view, FaultList faults) => view.Phase switch
    {
        JobPhase.Queued => "pending",
        JobPhase.Running => faults.Has("unknown_status") ? "moderating" : "processing",
        JobPhase.Completed => "completed",
        _ => view.Failure == JobFailure.Cancelled ? "cancelled" : "failed",
    };

    private static string TypeOf(int status) => status switch
    {
        401 => "authentication_error",
        402 => "payment_required",
        403 => "permission_error",
        422 => "content_policy_violation",
        429 => "rate_limit_error",
        502 => "bad_gateway",
        >= 500 => "server_error",
        _ => "invalid_request_error",
    };
}

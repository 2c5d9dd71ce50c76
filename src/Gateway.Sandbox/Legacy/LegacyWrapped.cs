using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Sandbox.Faults;
using Gateway.Sandbox.Jobs;

namespace Gateway.Sandbox.Legacy;

/// <summary>The wrapped poll answer, with its two live traps: a URL as fail_reason, an error text as result_url.</summary>
internal static class LegacyWrapped
{
    public static JsonObject Polled(SandboxJob job, JobView view, FaultList faults)
    {
        var failure = view.Failure?.Message ?? "";
        var url = view.Url ?? "";
        var hasUrlAsReason = faults.Has("shape_url_in_fail_reason");
        var data = new JsonObject
        {
            ["task_id"] = job.Id,
            ["status"] = Word(view, faults),
            ["fail_reason"] = hasUrlAsReason && url.Length > 0 ? url : failure,
            ["submit_time"] = job.CreatedAt.ToUnixTimeSeconds(),
            ["finish_time"] = view.Phase is JobPhase.Completed or JobPhase.Failed ? view.CompletedAt : 0,
            ["progress"] = string.Create(CultureInfo.InvariantCulture, $"{(view.Phase == JobPhase.Failed ? 100 : view.Progress)}%"),
            ["data"] = new JsonObject { ["model"] = job.Model },
        };
        if (!hasUrlAsReason)
        {
            data["result_url"] = faults.Has("shape_error_in_result_url") && failure.Length > 0 ? failure : url;
        }

        return new JsonObject { ["code"] = "success", ["message"] = "", ["data"] = data };
    }

    private static string Word(JobView view, FaultList faults) => view.Phase switch
    {
        JobPhase.Queued => "QUEUED",
        JobPhase.Running => faults.Has("unknown_status") ? "MODERATING" : "IN_PROGRESS",
        JobPhase.Completed => "SUCCESS",
        _ => "FAILURE",
    };
}

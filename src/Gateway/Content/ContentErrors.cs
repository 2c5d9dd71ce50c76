using Gateway.Http;
using Gateway.Tasks;

namespace Gateway.Content;

/// <summary>Why a file is not served.</summary>
internal static class ContentErrors
{
    public static ApiError NotCompleted(TaskRecord task) =>
        new(409, "task_not_completed", task.State == TaskState.Failed ? "The task has failed, so there is no video." : "The task is not completed yet; there is a video when its status is completed.");

    public static ApiError Expired() => new(410, "result_expired", "The video is no longer kept.");

    public static ApiError LinkExpired() => new(410, "result_expired", "The link is no longer valid; whoever has a key can make a new one.");

    public static ApiError NothingSigned() =>
        new(503, "service_unavailable", "This gateway signs no links: its settings have no Signing:Key.");

    public static ApiError NotServed() => new(502, "upstream_unavailable", "The video can't be had from where it is kept now; trying again later may help.");

    /// <summary>416 says how long the file is.</summary>
    public static Task WriteNoSuchRange(HttpContext http, long length)
    {
        http.Response.Headers.ContentRange = $"bytes */{length}";
        return ErrorResponse.Write(http, new ApiError(416, "invalid_request", $"The range is not within the file's {length} bytes."));
    }
}

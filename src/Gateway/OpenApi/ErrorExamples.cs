using System.Text.Json.Nodes;
using Gateway.Canonical;
using Gateway.Http;

namespace Gateway.OpenApi;

/// <summary>A real answer for each error code.</summary>
internal static class ErrorExamples
{
    private const string RequestId = "01J9HA7JPQ9A0Z6JZ3V8M9W6PZ";

    private static readonly IReadOnlyList<ApiError> All =
    [
        ApiError.InvalidJson("The body is not valid JSON: line 1, byte 12."),
        ApiError.InvalidRequest([new("duration", DetailCodes.OutOfRange, "'duration' must be from 1 to 16 for viduq3-pro in text-to-video mode.", JsonValues.Range(1, 16))]),
        ApiError.Unauthorized(),
        Limited(402, "insufficient_quota", "budget", "This key has 3 of 100 credits left this month; this request needs 16."),
        ApiError.ModelNotAllowed("viduq3-pro"),
        new(403, "forbidden", "This operator's role is viewer: it reads everything and changes nothing."),
        ApiError.ModelNotFound("viduq4"),
        ApiError.TaskNotFound(),
        new(404, "not_found", "There is no such key."),
        new(405, "method_not_allowed", "DELETE is not possible here; the Allow header says what is."),
        new(406, "not_acceptable", "Answers are application/json only."),
        ApiError.RequestTimeout(),
        ApiError.IdempotencyConflict(),
        ApiError.NotCancellable("The job runs already, and its upstream cannot stop it."),
        new(409, "task_not_completed", "The task is not completed yet; there is a video when its status is completed."),
        ApiError.Conflict("The key is revoked."),
        new(410, "result_expired", "The video is no longer kept."),
        ApiError.PayloadTooLarge(),
        new(415, "unsupported_media_type", "The body has to be application/json in UTF-8, not compressed."),
        new(416, "invalid_request", "The range is not within the file's 1048576 bytes."),
        new(422, "content_policy_violation", "The upstream refused the content of the request."),
        Limited(429, "rate_limit_exceeded", "requests_per_minute", "This key may make 60 request(s) a minute; none is left now."),
        Limited(429, "concurrency_limit_exceeded", "max_concurrent_tasks", "This key may have 10 unfinished task(s) at once; none is left until one ends."),
        new(500, "internal_error", "Something went wrong in the gateway; the request id helps to find it in its log."),
        new(502, "upstream_rejected", "The upstream refused the request: duration is not supported."),
        new(502, "upstream_unavailable", "The video can't be had from where it is kept now; trying again later may help."),
        ApiError.UpstreamUnavailable(TimeSpan.FromSeconds(5)),
        ApiError.ServiceUnavailable(),
    ];

    /// <summary>Of the codes that a description of this status names.</summary>
    public static IReadOnlyDictionary<string, JsonNode> Of(int status, string description) => All
        .Where(error => error.Status == status && description.Contains(error.Code, StringComparison.Ordinal))
        .ToDictionary(error => error.Code, error => JsonNode.Parse(JsonBytes.Of(writer => ErrorResponse.Write(writer, error, RequestId)))!);

    private static ApiError Limited(int status, string code, string param, string message) =>
        new(status, code, message, [new(param, code, message)]) { Param = param };
}

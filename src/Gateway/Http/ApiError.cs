namespace Gateway.Http;

/// <summary>An answer that is not a success, in the one shape of every <c>/v1</c> call.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">The machine's word, such as <c>invalid_request</c>.</param>
/// <param name="Message">A sentence for a person.</param>
/// <param name="Details">Every problem of the request; the first one's param stands at the top.</param>
/// <param name="RetryAfter">When a retry makes sense (429, 503).</param>
internal sealed record ApiError(
    int Status, string Code, string Message, IReadOnlyList<ErrorDetail>? Details = null, TimeSpan? RetryAfter = null)
{
    private const string NoService = "service_unavailable";
    private static readonly TimeSpan StoreRetry = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WaitingRetry = TimeSpan.FromSeconds(5);

    public string? Param { get; init; }

    /// <summary>The family of the code.</summary>
    public string Type => Status switch
    {
        401 => "authentication_error",
        403 => "permission_error",
        404 => "not_found_error",
        402 => "insufficient_quota",
        429 => "rate_limit_error",
        502 or 503 when Code != NoService => "upstream_error",
        >= 500 => "server_error",
        _ => "invalid_request_error",
    };

    public static ApiError InvalidJson(string message) => new(400, "invalid_json", message);

    public static ApiError InvalidRequest(IReadOnlyList<ErrorDetail> details) =>
        new(400, "invalid_request", details[0].Message, details) { Param = details[0].Param };

    public static ApiError Unauthorized() =>
        new(401, "unauthorized", "A valid gateway key is needed: Authorization: Bearer <key>.");

    public static ApiError ModelNotFound(string model) =>
        new(404, "model_not_found", $"The model '{Shown.Text(model)}' does not exist; GET /v1/models lists those that do.") { Param = "model" };

    public static ApiError ModelNotAllowed(string model) =>
        new(403, "model_not_allowed", $"This key may not use the model '{model}'.") { Param = "model" };

    public static ApiError TaskNotFound() => new(404, "task_not_found", "There is no such task.");

    /// <param name="most">In words.</param>
    public static ApiError PayloadTooLarge(string most = "1 MiB") => new(413, "payload_too_large", $"The body may have at most {most}.");

    public static ApiError RequestTimeout() => new(408, "request_timeout", "The request's body did not arrive in time.");

    public static ApiError IdempotencyConflict() =>
        new(409, "idempotency_conflict", "This Idempotency-Key was used with another body; use a new key for a new request.");

    /// <summary>What an operator wants does not fit what is.</summary>
    public static ApiError Conflict(string message) => new(409, "conflict", message);

    public static ApiError NotCancellable(string reason) => new(409, "not_cancellable", reason);

    public static ApiError TooManyWaiting() => new(
        429, "concurrency_limit_exceeded", "This key has as many waiting calls and event streams as it may have (Waiting:PerKey).", RetryAfter: WaitingRetry);

    public static ApiError ServiceUnavailable() =>
        new(503, NoService, "The gateway can't store anything now; nothing was started or changed. Try again soon.", RetryAfter: StoreRetry);

    public static ApiError UpstreamUnavailable(TimeSpan retryAfter) =>
        new(503, "upstream_unavailable", "No upstream can take this request now; nothing was started and nothing is charged.", RetryAfter: retryAfter);
}

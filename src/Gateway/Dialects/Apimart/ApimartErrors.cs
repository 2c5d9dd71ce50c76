namespace Gateway.Dialects.Apimart;

/// <summary>What is apimart's own about errors.</summary>
internal static class ApimartErrors
{
    // Live, bad parameters come as 500: the request to the model's maker could not even be built, so nothing was started.
    public static SubmitOutcome AtCreate(int status, UpstreamError error, TimeSpan? retryAfter) =>
        status == 500 && error.Message?.StartsWith("build_request_failed", StringComparison.OrdinalIgnoreCase) == true
            ? new SubmitOutcome.Rejected(error.IsContentPolicy, error.Message)
            : CreateErrors.Read(status, error, retryAfter);

    public static PollOutcome AtPoll(int status, UpstreamError error, TimeSpan? retryAfter) =>
        PollErrors.Read(status == 400 && IsUnknownTask(error) ? 404 : status, retryAfter);

    private static bool IsUnknownTask(UpstreamError error) =>
        error.Message?.Contains("invalid task id", StringComparison.OrdinalIgnoreCase) == true;
}

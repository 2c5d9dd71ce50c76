namespace Gateway.Dialects.Legacy;

/// <summary>What is legacy's own about errors.</summary>
internal static class LegacyErrors
{
    public static PollOutcome AtPoll(int status, UpstreamError error, TimeSpan? retryAfter) =>
        PollErrors.Read(status == 400 && IsUnknownTask(error) ? 404 : status, retryAfter);

    private static bool IsUnknownTask(UpstreamError error) =>
        "task_not_exist".Equals(error.Code, StringComparison.OrdinalIgnoreCase)
        || "task_not_exist".Equals(error.Message, StringComparison.OrdinalIgnoreCase);
}

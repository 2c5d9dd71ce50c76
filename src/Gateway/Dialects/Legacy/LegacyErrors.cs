using System.Text.Json;

namespace Gateway.Dialects.Legacy;

/// <summary>What is legacy's own about errors.</summary>
internal static class LegacyErrors
{
    private static readonly string[] SuccessCodes = ["success", "200", "0"];

    /// <summary>An answer of success in the form <c>{code, message, data}</c> whose code is not success.</summary>
    public static bool IsRefusal(JsonElement body) =>
        body.Member("code").Text() is { } code && !SuccessCodes.Contains(code, StringComparer.OrdinalIgnoreCase);

    public static PollOutcome AtPoll(int status, UpstreamError error, TimeSpan? retryAfter) =>
        PollErrors.Read(status == 400 && IsUnknownTask(error) ? 404 : status, retryAfter);

    private static bool IsUnknownTask(UpstreamError error) =>
        "task_not_exist".Equals(error.Code, StringComparison.OrdinalIgnoreCase)
        || "task_not_exist".Equals(error.Message, StringComparison.OrdinalIgnoreCase);
}

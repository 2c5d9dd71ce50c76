namespace Gateway.Dialects.Toapis;

/// <summary>What is toapis' own about errors.</summary>
internal static class ToapisErrors
{
    public static SubmitOutcome AtCreate(int status, UpstreamError error, TimeSpan? retryAfter) => status switch
    {
        // 503 is documented as the submit limiter being down, before anything starts. Another code is not that answer.
        503 when error.Code is null || error.Status == 503 =>
            new SubmitOutcome.Unavailable(UnavailableCause.RefusedBeforeStart, retryAfter, error.Message),

        // 422 is documented as content policy alone, and its code may be the bare number.
        422 when !error.IsBalanceShort => new SubmitOutcome.Rejected(true, error.Message),
        _ => CreateErrors.Read(status, error, retryAfter),
    };

    /// <summary><c>"success":false</c> without a code: only the message tells why there is no job.</summary>
    public static SubmitOutcome Denied(UpstreamError error, TimeSpan? retryAfter) => error.MentionsShortBalance && !error.MentionsContentPolicy
        ? new SubmitOutcome.Unavailable(UnavailableCause.BalanceShort, retryAfter, error.Message)
        : new SubmitOutcome.Rejected(error.MentionsContentPolicy, error.Message);
}

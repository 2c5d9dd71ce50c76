using System.Text.Json;

namespace Gateway.Dialects.Toapis;

/// <summary>What is toapis' own about errors.</summary>
internal static class ToapisErrors
{
    /// <summary>Live, an answer of success may carry <c>"success":false</c>, or an envelope with a code other than 200.</summary>
    public static bool IsRefusal(JsonElement body) =>
        body.Member("success").Flag() == false || body.Member("code").Text() is not (null or "200");

    public static SubmitOutcome AtCreate(int status, UpstreamError error, TimeSpan? retryAfter) => status switch
    {
        // 503 is documented as the submit limiter being down, before anything starts. Another code is not that answer.
        503 when error.Code is null || error.Status == 503 =>
            new SubmitOutcome.Unavailable(UnavailableCause.RefusedBeforeStart, retryAfter, error.Message),

        // 422 is documented as content policy alone, and its code may be the bare number.
        422 when !error.IsBalanceShort => new SubmitOutcome.Rejected(true, error.Message),
        _ => CreateErrors.Read(status, error, retryAfter),
    };
}

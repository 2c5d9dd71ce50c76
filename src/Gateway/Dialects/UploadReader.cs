using System.Globalization;
using System.Text.Json;

namespace Gateway.Dialects;

/// <summary>Reads the answer to an upload, which differs between upstreams only by where the image's URL stands.</summary>
internal static class UploadReader
{
    /// <param name="image">Finds the object with the URL in the body.</param>
    public static UploadOutcome Read(UpstreamAnswer answer, Func<JsonElement, JsonElement> image)
    {
        var body = LenientJson.Parse(answer.Body.Span);
        var error = UpstreamError.Read(body);
        if (!answer.IsSuccess)
        {
            return Failure(answer.StatusCode, error, answer.RetryAfter);
        }

        if (!Refusal.IsFlagged(body))
        {
            return UpstreamUrl.Find(image(body)) is { } url ? new UploadOutcome.Uploaded(url) : new UploadOutcome.Unclear("the answer has no usable URL");
        }

        return error.Status is { } status ? Failure(status, error, answer.RetryAfter) : new UploadOutcome.Rejected(error.Message);
    }

    private static UploadOutcome Failure(int status, UpstreamError error, TimeSpan? retryAfter) => status switch
    {
        401 or 402 or 403 or 429 => new UploadOutcome.Unavailable(retryAfter, Answered(status)),
        _ when error.IsBalanceShort => new UploadOutcome.Unavailable(retryAfter, Answered(402)),
        400 or 413 or 415 or 422 => new UploadOutcome.Rejected(error.Message),
        _ => new UploadOutcome.Unclear(Answered(status)),
    };

    private static string Answered(int status) => string.Create(CultureInfo.InvariantCulture, $"it answers {status}");
}

namespace Gateway.Dialects.Legacy;

/// <summary>Reads the answer to a create: a flat task, or one wrapped in <c>data</c>.</summary>
internal static class LegacyCreateReader
{
    public static SubmitOutcome Read(UpstreamAnswer answer)
    {
        var body = LenientJson.Parse(answer.Body.Span);
        var error = UpstreamError.Read(body);
        if (!answer.IsSuccess)
        {
            return CreateErrors.Read(answer.StatusCode, error, answer.RetryAfter);
        }

        if (!LegacyErrors.IsRefusal(body) && UpstreamTaskId.Read(TaskEnvelope.Open(body)) is { } id)
        {
            return new SubmitOutcome.Accepted(id);
        }

        return error.Status is { } status
            ? CreateErrors.Read(status, error, answer.RetryAfter)
            : CreateErrors.Unclear(error);
    }
}

namespace Gateway.Dialects.Toapis;

/// <summary>Reads the answer to a create: a flat task, or live sometimes one in an envelope.</summary>
internal static class ToapisCreateReader
{
    public static SubmitOutcome Read(UpstreamAnswer answer)
    {
        var body = LenientJson.Parse(answer.Body.Span);
        var error = UpstreamError.Read(body);
        if (!answer.IsSuccess)
        {
            return ToapisErrors.AtCreate(answer.StatusCode, error, answer.RetryAfter);
        }

        var task = TaskEnvelope.Open(body);
        if (!ToapisErrors.IsRefusal(body) && UpstreamTaskId.Read(task) is { } id)
        {
            return new SubmitOutcome.Accepted(id, SafeMetadata.OfTask(task));
        }

        return error.Status is { } status
            ? ToapisErrors.AtCreate(status, error, answer.RetryAfter)
            : CreateErrors.Unclear(error);
    }
}

namespace Gateway.Dialects.Apimart;

/// <summary>Reads the answer to a create: an envelope with a list of one task, or with the task itself.</summary>
internal static class ApimartCreateReader
{
    public static SubmitOutcome Read(UpstreamAnswer answer)
    {
        var body = LenientJson.Parse(answer.Body.Span);
        var error = UpstreamError.Read(body);
        if (!answer.IsSuccess)
        {
            return ApimartErrors.AtCreate(answer.StatusCode, error, answer.RetryAfter);
        }

        if (!ApimartErrors.IsRefusal(body) && UpstreamTaskId.Read(TaskEnvelope.Open(body)) is { } id)
        {
            return new SubmitOutcome.Accepted(id);
        }

        return error.Status is { } status
            ? ApimartErrors.AtCreate(status, error, answer.RetryAfter)
            : CreateErrors.Unclear(error);
    }
}

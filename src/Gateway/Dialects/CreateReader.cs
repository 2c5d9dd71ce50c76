using System.Text.Json;

namespace Gateway.Dialects;

/// <summary>
/// Reads the answer to a create, and to a question after one: all ids in it are this job's, unless it names the
/// <c>client_business_id</c> of another task.
/// </summary>
internal static class CreateReader
{
    /// <param name="taskId">Ours.</param>
    public static SubmitOutcome Read(UpstreamAnswer answer, string taskId, CreateRules rules)
    {
        var body = LenientJson.Parse(answer.Body.Span);
        var error = UpstreamError.Read(body);
        if (!answer.IsSuccess)
        {
            return rules.Error(answer.StatusCode, error, answer.RetryAfter);
        }

        var created = CreatedJob.Find(body, taskId);
        if (created is not null && !Refusal.IsFlagged(body))
        {
            return new SubmitOutcome.Accepted(created.Id, rules.HasMetadata ? SafeMetadata.OfTask(created.Job) : null, created.AliasId);
        }

        return error.Status is { } status ? rules.Error(status, error, answer.RetryAfter)
            : created is null && IsDenied(body, error) && rules.Denied is { } denied ? denied(error, answer.RetryAfter)
            : CreateErrors.Unclear(error, created);
    }

    private static bool IsDenied(JsonElement body, UpstreamError error) =>
        error.Code is null && Refusal.SaysNo(body.Member("success"));
}

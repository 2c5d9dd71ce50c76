using System.Text.Json;

namespace Gateway.Dialects.Apimart;

/// <summary>Reads the answer to a poll.</summary>
internal static class ApimartPollReader
{
    private static readonly StatusWords Words = new(
        Queued: ["pending", "queued", "submitted"],
        InProgress: ["processing", "in_progress", "running"],
        Completed: ["completed", "success", "succeeded"],
        Failed: ["failed", "failure", "error", "cancelled"]);

    public static PollOutcome Read(UpstreamAnswer answer)
    {
        var body = LenientJson.Parse(answer.Body.Span);
        var error = UpstreamError.Read(body);
        if (!answer.IsSuccess)
        {
            return ApimartErrors.AtPoll(answer.StatusCode, error, answer.RetryAfter);
        }

        var task = TaskEnvelope.Open(body);
        if (TaskEnvelope.IsJob(task, ApimartErrors.IsRefusal(body)))
        {
            return Report(task).Outcome();
        }

        return error.Status is { } status
            ? ApimartErrors.AtPoll(status, error, answer.RetryAfter)
            : PollErrors.Unclear(error, answer.RetryAfter);
    }

    private static JobReport Report(JsonElement task)
    {
        var word = task.Member("status").Text() ?? "";
        var videos = task.Member("result").Member("videos");
        var first = videos.Items().FirstOrDefault();
        var error = UpstreamError.Read(task);
        return new JobReport(word, Words.Read(word))
        {
            Progress = task.Member("progress").Progress(),
            Url = UpstreamUrl.Find(videos),
            Format = first.Member("format").Text(),
            CompletedAt = task.Member("completed").Seconds(),
            ExpiresAt = first.Member("expires_at").Seconds(),
            IsContentPolicy = error.MentionsContentPolicy,
            Message = error.Message,
        };
    }
}

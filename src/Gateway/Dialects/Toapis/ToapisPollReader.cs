using System.Text.Json;

namespace Gateway.Dialects.Toapis;

/// <summary>Reads the answer to a poll.</summary>
internal static class ToapisPollReader
{
    // Live, a job may have an empty status until it is queued.
    private static readonly StatusWords Words = new(
        Queued: ["", "queued", "submitted", "pending"],
        InProgress: ["in_progress"],
        Completed: ["completed"],
        Failed: ["failed"]);

    private static readonly PollRules Rules = new((status, _, retryAfter) => PollErrors.Read(status, retryAfter), Report);

    public static PollOutcome Read(UpstreamAnswer answer, JobIds job) => PollReader.Read(answer, job, Rules);

    private static JobReport Report(JsonElement task)
    {
        var word = task.Member("status").Text() ?? "";
        var result = task.Member("result");
        var videos = result.Member("data");
        var error = UpstreamError.Read(task);
        return new JobReport(word, Words.Read(word))
        {
            Progress = task.Member("progress").Progress(),
            Url = UpstreamUrl.Find(videos) ?? UpstreamUrl.Find(result) ?? UpstreamUrl.Find(result.Member("videos")),
            Format = videos.Items().FirstOrDefault().Member("format").Text(),
            CompletedAt = task.Member("completed_at").Time(),
            ExpiresAt = task.Member("expires_at").Time(),
            // Its examples carry the HTTP status as the code where its tables have the word.
            IsContentPolicy = error.MentionsContentPolicy || error.Status == 422,
            Message = error.Message,
            Metadata = SafeMetadata.OfTask(task),
        };
    }
}

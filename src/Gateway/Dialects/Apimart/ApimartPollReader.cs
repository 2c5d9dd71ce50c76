using System.Text.Json;

namespace Gateway.Dialects.Apimart;

/// <summary>Reads the answer to a poll.</summary>
internal static class ApimartPollReader
{
    private static readonly StatusWords Words = new(
        Queued: ["pending", "queued", "submitted"],
        InProgress: ["processing", "in_progress", "running"],
        Completed: ["completed", "success", "succeeded"],
        Failed: ["failed", "failure", "error"]);

    private static readonly PollRules Rules = new(ApimartErrors.AtPoll, Report);

    public static PollOutcome Read(UpstreamAnswer answer, JobIds job) => PollReader.Read(answer, job, Rules);

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
            CompletedAt = task.Member("completed").Time(),
            ExpiresAt = first.Member("expires_at").Time(),
            IsContentPolicy = error.MentionsContentPolicy,
            Message = error.Message,
        };
    }
}

using System.Text.Json;

namespace Gateway.Dialects.Legacy;

/// <summary>Reads the answer to a poll. Its form is not documented; live it is flat, wrapped in <c>data</c>, or like OpenAI's.</summary>
internal static class LegacyPollReader
{
    private static readonly StatusWords Words = new(
        Queued: ["NOT_START", "SUBMITTED", "QUEUED", "PENDING"],
        InProgress: ["IN_PROGRESS", "PROCESSING", "RUNNING"],
        Completed: ["SUCCESS", "SUCCEEDED", "COMPLETED"],
        Failed: ["FAILURE", "FAILED", "ERROR"]);

    private static readonly PollRules Rules = new(LegacyErrors.AtPoll, Report);

    public static PollOutcome Read(UpstreamAnswer answer, JobIds job) => PollReader.Read(answer, job, Rules);

    private static JobReport Report(JsonElement task)
    {
        var word = task.Member("status").Text() ?? "";
        var error = UpstreamError.Read(task);
        error = error with { Message = Reason(task, "fail_reason") ?? error.Message ?? Reason(task, "result_url") };
        return new JobReport(word, Words.Read(word))
        {
            Progress = task.Member("progress").Progress(),
            Url = Url(task),
            Format = task.Member("format").Text(),
            CompletedAt = task.Member("completed_at").Time() ?? task.Member("finish_time").Time(),
            ExpiresAt = task.Member("expires_at").Time(),
            IsContentPolicy = error.MentionsContentPolicy,
            Message = error.Message,
        };
    }

    // Some versions put the video's URL into fail_reason, and an error's text into result_url: only the status tells which.
    private static string? Url(JsonElement task)
    {
        var result = task.Member("result");
        JsonElement[] places =
        [
            task, result, result.Member("outputs"), task.Member("metadata"),
            task.Member("result_url"), task.Member("fail_reason"), task.Member("creations"),
        ];
        return places.Select(UpstreamUrl.Find).FirstOrDefault(url => url is not null)
            ?? (task.Has("data") ? Url(task.Member("data")) : null);
    }

    private static string? Reason(JsonElement task, string name)
    {
        var member = task.Member(name);
        return UpstreamUrl.Find(member) is null ? UpstreamError.Limit(member.Text()) : null;
    }
}

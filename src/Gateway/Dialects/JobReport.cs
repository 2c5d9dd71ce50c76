using System.Text.Json;
using Gateway.Canonical;

namespace Gateway.Dialects;

/// <summary>A job as a dialect read it from an answer. What follows from it is the same for every dialect.</summary>
/// <param name="Word">The upstream's own word for the status; empty when it gave none.</param>
/// <param name="Status">What the word stands for; null when the dialect does not know it.</param>
internal sealed record JobReport(string Word, VideoStatus? Status)
{
    private const int MaxWordLength = 64;
    private const int MaxFormatLength = 8;

    public int? Progress { get; init; }

    public string? Url { get; init; }

    public string? Format { get; init; }

    public long? CompletedAt { get; init; }

    public long? ExpiresAt { get; init; }

    public bool IsContentPolicy { get; init; }

    public string? Message { get; init; }

    public JsonElement? Metadata { get; init; }

    public PollOutcome Outcome() => Status switch
    {
        VideoStatus.Failed => new PollOutcome.Failed(FailureCode(), Message),
        VideoStatus.Completed when Url is null => new PollOutcome.CompletedWithoutUrl(),
        VideoStatus.Completed => new PollOutcome.Completed(Url, SafeFormat(), CompletedAt, ExpiresAt, Metadata),
        { } running => new PollOutcome.Running(running, Progress, Metadata),
        null => new PollOutcome.Running(VideoStatus.InProgress, Progress, Metadata, LenientJson.Shorten(Word, MaxWordLength)),
    };

    private string FailureCode() =>
        IsContentPolicy ? "content_policy_violation"
        : Word.Equals("cancelled", StringComparison.OrdinalIgnoreCase) ? "cancelled"
        : "generation_failed";

    private string SafeFormat() =>
        Format is { Length: <= MaxFormatLength } && Format.All(char.IsAsciiLetterOrDigit) ? Format : "mp4";
}

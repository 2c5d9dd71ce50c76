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
    private const string GenerationFailed = "generation_failed";

    public int? Progress { get; init; }

    public string? Url { get; init; }

    public string? Format { get; init; }

    public Instant? CompletedAt { get; init; }

    public Instant? ExpiresAt { get; init; }

    public bool IsContentPolicy { get; init; }

    public string? Message { get; init; }

    public JsonElement? Metadata { get; init; }

    /// <param name="speaksOfTheJob">Whether the answer is tied to the job: what isn't ends no job at once.</param>
    public PollOutcome Outcome(bool speaksOfTheJob) => Status switch
    {
        VideoStatus.Failed when speaksOfTheJob => new PollOutcome.Failed(FailureCode(), Message),
        VideoStatus.Failed => new PollOutcome.BareFailure(FailureCode(), Message),
        VideoStatus.Completed when Url is null && speaksOfTheJob => new PollOutcome.CompletedWithoutUrl(),
        VideoStatus.Completed when Url is null => new PollOutcome.BareFailure(GenerationFailed, "The upstream says the job is completed, but gives no video."),
        VideoStatus.Completed => new PollOutcome.Completed(Url, SafeFormat(), CompletedAt, ExpiresAt, Metadata),
        { } running => new PollOutcome.Running(running, Progress, Metadata),
        null => new PollOutcome.Running(VideoStatus.InProgress, Progress, Metadata, Word.Length > 0 ? LenientJson.Shorten(Word, MaxWordLength) : null),
    };

    private string FailureCode() =>
        StatusWords.IsCancelled(Word) ? "cancelled"
        : IsContentPolicy ? "content_policy_violation"
        : GenerationFailed;

    private string SafeFormat() =>
        Format is { Length: <= MaxFormatLength } && Format.All(char.IsAsciiLetterOrDigit) ? Format : "mp4";
}

using System.Text.Json;
using Gateway.Canonical;

namespace Gateway.Dialects;

/// <summary>What the answer to a poll says about the job.</summary>
internal abstract record PollOutcome
{
    private PollOutcome()
    {
    }

    /// <summary>The job is not finished.</summary>
    /// <param name="Status"><see cref="VideoStatus.Queued"/> or <see cref="VideoStatus.InProgress"/>.</param>
    /// <param name="Progress">0 to 100 when the answer had a readable one.</param>
    /// <param name="Metadata">What the upstream returned as metadata.</param>
    /// <param name="UnknownWord">The status word, when it is none that the dialect knows.</param>
    public sealed record Running(
        VideoStatus Status, int? Progress = null, JsonElement? Metadata = null, string? UnknownWord = null) : PollOutcome;

    /// <summary>The video is there.</summary>
    /// <param name="Url">Absolute http(s) URL.</param>
    /// <param name="Format">Such as <c>mp4</c>.</param>
    /// <param name="CompletedAt">When it was there, when the upstream said.</param>
    /// <param name="ExpiresAt">Until when the URL works, when the upstream said.</param>
    public sealed record Completed(
        string Url, string Format = "mp4", Instant? CompletedAt = null, Instant? ExpiresAt = null, JsonElement? Metadata = null) : PollOutcome;

    /// <summary>The upstream says completed but gives no usable URL: not completed yet.</summary>
    public sealed record CompletedWithoutUrl : PollOutcome;

    /// <summary>The upstream's own final word.</summary>
    /// <param name="Code"><c>generation_failed</c>, <c>content_policy_violation</c> or <c>cancelled</c>.</param>
    /// <param name="Message">The upstream's own message, not yet made safe for a client.</param>
    public sealed record Failed(string Code, string? Message) : PollOutcome;

    /// <summary>The upstream does not know the job; final only when it says so again and again.</summary>
    public sealed record NotFound : PollOutcome;

    /// <summary>
    /// A word of failure, or of completion without a video, from an answer that nothing ties to the job: believed, as "not
    /// found" is, only when it is said again and again.
    /// </summary>
    /// <param name="Code">As of <see cref="Failed"/>.</param>
    /// <param name="Message">As of <see cref="Failed"/>.</param>
    public sealed record BareFailure(string Code, string? Message) : PollOutcome;

    /// <summary>The answer is about somebody else's job: nothing was learned about ours.</summary>
    /// <param name="Named">Which of its ids says so.</param>
    public sealed record AnotherJob(Whose Named, TimeSpan? RetryAfter = null) : PollOutcome;

    /// <summary>401: the key takes no new work; polling goes on.</summary>
    public sealed record KeyRefused : PollOutcome;

    /// <summary>Nothing was learned about the job: back off and go on.</summary>
    /// <param name="Why">For the operator.</param>
    public sealed record NoVerdict(string Why, TimeSpan? RetryAfter = null) : PollOutcome;
}

namespace Gateway.Dialects;

/// <summary>What the answer to an upload means. An image costs nothing, so an upload may always be tried again.</summary>
internal abstract record UploadOutcome
{
    private UploadOutcome()
    {
    }

    public sealed record Uploaded(string Url) : UploadOutcome;

    /// <summary>The upstream does not take this image.</summary>
    /// <param name="Message">The upstream's own message, not yet made safe for a client.</param>
    public sealed record Rejected(string? Message) : UploadOutcome;

    /// <summary>It does not take it with this key now: another one may be luckier.</summary>
    public sealed record Unavailable(TimeSpan? RetryAfter, string Why) : UploadOutcome;

    /// <summary>Nobody can tell.</summary>
    public sealed record Unclear(string Why) : UploadOutcome;
}

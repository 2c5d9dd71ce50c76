namespace Gateway.Dialects;

/// <summary>What an error at poll means at every upstream; a dialect's own rules come before it. None of them is the job's end.</summary>
internal static class PollErrors
{
    // 403 is often a firewall's page, which says nothing of the key.
    public static PollOutcome Read(int status, TimeSpan? retryAfter) => status switch
    {
        404 => new PollOutcome.NotFound(),
        401 => new PollOutcome.KeyRefused(),
        _ => new PollOutcome.NoVerdict($"status {status}", retryAfter),
    };

    /// <summary>An answer of success that says nothing about the job, nor a known code.</summary>
    public static PollOutcome Unclear(UpstreamError error, TimeSpan? retryAfter) =>
        new PollOutcome.NoVerdict(error.Code is null ? "success without a readable job" : $"success with code {error.Code}", retryAfter);
}

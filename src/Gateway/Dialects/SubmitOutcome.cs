using System.Text.Json;

namespace Gateway.Dialects;

/// <summary>What the answer to a create means for the job. Nothing else decides about retries.</summary>
internal abstract record SubmitOutcome
{
    private SubmitOutcome()
    {
    }

    /// <summary>There is a job, and we have its id.</summary>
    /// <param name="UpstreamTaskId">The id to poll with.</param>
    /// <param name="Metadata">What the upstream returned as metadata, when it is a non-empty object.</param>
    /// <param name="AliasId">The job's other id, when the answer had two.</param>
    public sealed record Accepted(string UpstreamTaskId, JsonElement? Metadata = null, string? AliasId = null) : SubmitOutcome;

    /// <summary>There is no job, and another route would not help.</summary>
    /// <param name="ContentPolicy">The content was refused, rather than the request's form.</param>
    /// <param name="Message">The upstream's own message, not yet made safe for a client.</param>
    public sealed record Rejected(bool ContentPolicy, string? Message) : SubmitOutcome;

    /// <summary>There is certainly no job: the next key or the next route may be tried.</summary>
    public sealed record Unavailable(UnavailableCause Cause, TimeSpan? RetryAfter = null, string? Message = null) : SubmitOutcome;

    /// <summary>There may be a job: never sent again.</summary>
    /// <param name="Why">For the operator.</param>
    /// <param name="Message">The upstream's own message, which may repeat anything it was sent.</param>
    public sealed record Ambiguous(string Why, string? Message = null) : SubmitOutcome;
}

using Gateway.Canonical;
using Gateway.Quotas;

namespace Gateway.Tasks;

/// <summary>A task as it is stored.</summary>
internal sealed record TaskRecord
{
    public required string Id { get; init; }

    public required string Team { get; init; }

    /// <summary>The client key that created it.</summary>
    public required string KeyId { get; init; }

    /// <summary>The create call's request id, so that every later line about the task can be joined to it.</summary>
    public required string RequestId { get; init; }

    /// <summary>The create call's place in its trace, as a <c>traceparent</c> header says it; null where there is none.</summary>
    public string? Trace { get; init; }

    public required string Model { get; init; }

    /// <summary>The client's metadata as JSON, or null.</summary>
    public string? ClientMetadata { get; init; }

    /// <summary>What the upstream returned as metadata, as JSON, or null.</summary>
    public string? UpstreamMetadata { get; init; }

    /// <summary>Frozen when the task was made.</summary>
    public required Credits Price { get; init; }

    public Money Money { get; init; } = Money.Reserved;

    public required TaskState State { get; init; }

    public VideoStatus Status { get; init; } = VideoStatus.Queued;

    /// <summary>0 to 100; 100 exactly when completed.</summary>
    public int Progress { get; init; }

    public required Instant CreatedAt { get; init; }

    /// <summary>To the second, as upstreams say it.</summary>
    public Instant? CompletedAt { get; init; }

    /// <summary>Until when the result's URL works, to the second.</summary>
    public Instant? ExpiresAt { get; init; }

    /// <summary>The upstreams that may serve it, in order of preference.</summary>
    public required string Routes { get; init; }

    /// <summary>Upstream and pool key of the newest attempt; every poll uses them. Null before the first.</summary>
    public string? Upstream { get; init; }

    public string? PoolKey { get; init; }

    public string? UpstreamTaskId { get; init; }

    /// <summary>When the upstream was known to have the job; null where that was before this was kept.</summary>
    public Instant? AcceptedAt { get; init; }

    /// <summary>The job's other id, when the answer to its create had two: an answer may name it by either.</summary>
    public string? UpstreamAliasId { get; init; }

    public string? ResultUrl { get; init; }

    public string? ResultFormat { get; init; }

    public string? ErrorCode { get; init; }

    public string? ErrorMessage { get; init; }

    /// <summary>When the task wants attention next; null when it never does again.</summary>
    public Instant? DueAt { get; init; }

    /// <summary>Polls in a row without a verdict.</summary>
    public int Silences { get; init; }

    /// <summary>Polls in a row that said "no such job", and when the first of them was.</summary>
    public int NotFounds { get; init; }

    public Instant? NotFoundSince { get; init; }

    /// <summary>Polls in a row that said completed without a usable URL.</summary>
    public int MissingUrls { get; init; }

    /// <summary>
    /// When the submission's outcome became unknown. An operator's word alone does not end that: it stays until the upstream
    /// itself has shown that it knows the job. Of a task that was given up, the time from which its job is looked after.
    /// </summary>
    public Instant? UnknownSince { get; init; }

    /// <summary>Its place in the order in which its queue is served; null when it has never waited.</summary>
    public long? Turn { get; init; }

    /// <summary>Counts the changes; an update applies only to the version it was made from.</summary>
    public int Version { get; init; }

    public bool IsTerminal => State is TaskState.Completed or TaskState.Failed;

    /// <summary>Whether nobody knows yet if there is a job; after the wait, only an operator can find out.</summary>
    public bool IsUnresolved =>
        State == TaskState.Unknown
        || (this is { State: TaskState.Failed, ErrorCode: TaskErrors.OutcomeUnknown, Money: Money.Reserved } && !IsFollowedLate);

    /// <summary>Whether the task has failed, and the upstream's own acceptance came after that: the job is still followed.</summary>
    public bool IsFollowedLate => this is { State: TaskState.Failed, UpstreamTaskId: not null, UnknownSince: null, DueAt: not null };

    /// <summary>Whether it takes one of its pool key's places: from the submission to the end.</summary>
    public bool HoldsSlot => State is TaskState.Submitting or TaskState.Polling or TaskState.Unknown;
}

using Gateway.Quotas;

namespace Gateway.Tasks;

/// <summary>What became of the wish to open a task. All but the first two have written nothing.</summary>
internal abstract record OpenResult
{
    private OpenResult()
    {
    }

    /// <summary>The tighter of the key's and the team's requests per minute, after this one; null when neither is limited.</summary>
    public Rate? Rate { get; init; }

    /// <summary>The task and its first attempt are on disk, its price is reserved.</summary>
    public sealed record Opened(StartedAttempt Started) : OpenResult;

    /// <summary>All places are taken: the task waits on disk, its price is reserved.</summary>
    public sealed record Queued(TaskRecord Task) : OpenResult;

    /// <summary>The same request was made before under this Idempotency-Key.</summary>
    public sealed record Replay(string TaskId) : OpenResult;

    /// <summary>The Idempotency-Key stands for another body.</summary>
    public sealed record Conflict : OpenResult;

    /// <summary>A limit of the key or the team stands in the way.</summary>
    public sealed record OverLimit(QuotaRefusal Refusal) : OpenResult;

    /// <summary>All places are taken and the queue is full.</summary>
    public sealed record QueueFull : OpenResult;

    /// <summary>No pool key can take it now.</summary>
    public sealed record NoKey : OpenResult;
}

using Gateway.Audit;
using Gateway.Canonical;
using Gateway.Quotas;
using Gateway.Routing;

namespace Gateway.Tasks;

/// <summary>Everything that one decision writes, and all of it in one transaction.</summary>
/// <param name="Before">The task as it was; null when it comes to be.</param>
/// <param name="After">The task as it then is; its version is the next one.</param>
internal sealed record Changes(TaskRecord? Before, TaskRecord After)
{
    /// <summary>The resolved request of a task that comes to be.</summary>
    public string? RequestJson { get; init; }

    public AttemptRecord? Opened { get; init; }

    public AttemptClosing? Closed { get; init; }

    public IdempotencyClaim? Claimed { get; init; }

    /// <summary>Whether its Idempotency-Key becomes free: there is no job, and the client may try again.</summary>
    public bool ReleasesClaim { get; init; }

    /// <summary>Whether the queue's turn is now that of this task.</summary>
    public bool Served { get; init; }

    /// <summary>What is taken from requests a minute: the new state of each bucket.</summary>
    public IReadOnlyList<(AccountId Account, BucketTime FullAt)> Rates { get; init; } = [];

    public (PoolKeyId Key, BucketTime FullAt)? PoolRate { get; init; }

    /// <summary>What the audit log says of it, when an operator has wished for it.</summary>
    public AuditEntry? Audit { get; init; }

    /// <summary>The ledger's line, which follows from the change of the task's money alone, so that none can be forgotten.</summary>
    public LedgerEntry? Entry { get; } = Before is null
        ? LedgerEntry.Reserve(After.Price)
        : LedgerEntry.Of(Before.Money, After.Money, After.Price);

    /// <summary>Who is to be told of the task's end, when this is it.</summary>
    public CallbackNews? Callback { get; } = CallbackNews.Of(Before, After);

    /// <summary>The id of the callback that is dropped if it was not delivered yet.</summary>
    public string? OutdatedCallback { get; } = CallbackNews.Outdated(Before, After);

    /// <summary>The copy that is to be made of the result, when the task is completed by this.</summary>
    public KeepOrder? Keep { get; } = Before?.State != TaskState.Completed && After.State == TaskState.Completed ? After.Keep : null;

    /// <summary>The new end of a completed task's file, when that is what changes.</summary>
    public Instant? FileEnds { get; } =
        Before?.State == TaskState.Completed && After.State == TaskState.Completed && Before.ExpiresAt != After.ExpiresAt ? After.ExpiresAt : null;

    /// <summary>The event's word; null for a change that nobody can see, such as a later due time.</summary>
    public string? EventKind { get; } = EventKinds.Of(Before, After);

    public static Changes Of(TaskRecord before, TaskRecord after) => new(before, after with { Version = before.Version + 1 });
}

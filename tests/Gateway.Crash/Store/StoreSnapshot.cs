namespace Gateway.Crash.Store;

/// <summary>Everything that the store remembers, from one transaction.</summary>
internal sealed record StoreSnapshot(
    IReadOnlyList<TaskRow> Tasks,
    IReadOnlyList<AttemptRow> Attempts,
    IReadOnlyList<LedgerRow> Ledger,
    IReadOnlyList<SpendingRow> Spending,
    IReadOnlyList<SlotRow> Slots,
    IReadOnlyList<(string KeyId, string Key, string TaskId)> IdempotencyKeys)
{
    /// <summary>In the order in which they happened.</summary>
    public IReadOnlyList<EventRow> Events { get; init; } = [];

    public IReadOnlyList<CallbackRow> Callbacks { get; init; } = [];

    /// <summary>The tasks whose end is to be told.</summary>
    public IReadOnlySet<string> Told { get; init; } = new HashSet<string>();

    /// <summary>What the secrets of teams' callbacks are derived with.</summary>
    public IReadOnlyList<(string Team, long Version, byte[] Salt)> Secrets { get; init; } = [];

    /// <summary>The place among all events at which each task that ever failed did so first: a correction may have followed. Replicas' clocks differ by some milliseconds, their events' order does not.</summary>
    public IReadOnlyDictionary<string, int> FirstFailures => field ??= Places("failed");

    /// <summary>The place among all events at which each task came to be.</summary>
    public IReadOnlyDictionary<string, int> Creations => field ??= Places("created");

    private Dictionary<string, int> Places(string kind) => Events.Index().Where(happened => happened.Item.Kind == kind)
        .GroupBy(happened => happened.Item.TaskId).ToDictionary(some => some.Key, some => some.First().Index);
}

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

    /// <summary>When each task that ever failed did so first, in Unix milliseconds: a correction may have followed.</summary>
    public IReadOnlyDictionary<string, long> FirstFailures => field ??= Events.Where(happened => happened.Kind == "failed")
        .GroupBy(happened => happened.TaskId).ToDictionary(failures => failures.Key, failures => failures.Min(failure => failure.At));
}

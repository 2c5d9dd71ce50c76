namespace Gateway.Crash.Store;

/// <summary>One moment of the running gateway's store.</summary>
/// <param name="LiveTasks">By key and by team.</param>
internal sealed record Sample(
    IReadOnlyList<SlotRow> Slots,
    IReadOnlyList<LiveRow> LiveTasks,
    IReadOnlyList<SpendingRow> LedgerSums,
    IReadOnlyList<SpendingRow> Spending);

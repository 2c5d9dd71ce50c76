namespace Gateway.Tasks;

/// <summary>All that is on record about a task.</summary>
/// <param name="RequestJson">The request as it was resolved.</param>
internal sealed record TaskDetails(
    TaskRecord Task, string RequestJson, IReadOnlyList<HistoryEntry> History, IReadOnlyList<AttemptDetails> Attempts, IReadOnlyList<LedgerLine> Ledger);

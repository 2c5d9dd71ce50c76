namespace Gateway.Tasks;

/// <summary>All that is on record about a task.</summary>
/// <param name="Mode">Null when its request does not tell.</param>
internal sealed record TaskDetails(
    TaskRecord Task, string? Mode, IReadOnlyList<AttemptDetails> Attempts, IReadOnlyList<LedgerLine> Ledger);

namespace Gateway.Tasks;

/// <summary>One try to submit a task, and how it ended. Times are Unix milliseconds.</summary>
/// <param name="Outcome">Null while it is open.</param>
internal sealed record AttemptDetails(
    string Id, int Number, string Upstream, string PoolKey, long OpenedAt, string? Outcome, string? Detail, long? ClosedAt);

namespace Gateway.Crash.Store;

/// <summary>An attempt as the store has it.</summary>
/// <param name="Outcome">Null while nothing is recorded.</param>
/// <param name="Detail">The job's id when it was accepted.</param>
/// <param name="Replica">The process that opened it, as it calls itself; null where there is only one.</param>
internal sealed record AttemptRow(
    string Id, string TaskId, long Number, string Upstream, string PoolKey, long OpenedAt, string? Outcome, string? Detail, long? ClosedAt = null, string? Replica = null)
{
    /// <summary>What is recorded for an attempt whose outcome nobody wrote down.</summary>
    public const string NeverRecorded = "the outcome was never recorded";

    /// <summary>Whether there is a job, or may be one.</summary>
    public bool MayHaveJob => Outcome is null or "accepted" or "ambiguous";

    /// <summary>Whether the upstream answered that it has that job.</summary>
    public bool Names(string jobId) => Outcome == "accepted" && Detail == jobId;

    public override string ToString() => $"{Id} #{Number} {Upstream}/{PoolKey} {Outcome} ({Detail})";
}

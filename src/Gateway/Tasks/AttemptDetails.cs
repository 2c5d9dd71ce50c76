using Gateway.Canonical;

namespace Gateway.Tasks;

/// <summary>One try to submit a task, and how it ended.</summary>
/// <param name="Outcome">Null while it is open.</param>
internal sealed record AttemptDetails(
    string Id, int Number, string Upstream, string PoolKey, Instant OpenedAt, string? Outcome, string? Detail, Instant? ClosedAt);

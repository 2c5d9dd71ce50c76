using Gateway.Canonical;

namespace Gateway.Tasks;

/// <summary>How long a completed task took.</summary>
/// <param name="AcceptedAt">When its upstream had the job; null where that is not known.</param>
internal sealed record TaskDuration(string Model, string Upstream, Instant CreatedAt, Instant? AcceptedAt, Instant CompletedAt);

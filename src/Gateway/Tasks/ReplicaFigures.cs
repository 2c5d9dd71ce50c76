using Gateway.Canonical;

namespace Gateway.Tasks;

/// <summary>A process that works on the store.</summary>
/// <param name="SeenAt">Its last sign of life.</param>
internal sealed record ReplicaFigures(string Id, Instant StartedAt, Instant SeenAt);

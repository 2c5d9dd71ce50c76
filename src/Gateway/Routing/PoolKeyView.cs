using Gateway.Canonical;

namespace Gateway.Routing;

/// <summary>A pool key's state for operators.</summary>
/// <param name="State">active, cooling, exhausted, disabled or draining.</param>
internal sealed record PoolKeyView(string State, string? Reason, Instant? Until);

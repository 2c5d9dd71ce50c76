namespace Gateway.Routing;

/// <summary>What the store knows of a pool key.</summary>
/// <param name="InFlight">Tasks that hold one of its places.</param>
/// <param name="RateFullAt">State of its bucket of creates: see <see cref="Quotas.Rate"/>.</param>
internal readonly record struct PoolUse(long InFlight, long? RateFullAt);

namespace Gateway.Routing;

/// <summary>What the store knows of a pool key.</summary>
/// <param name="InFlight">Tasks that hold one of its places.</param>
/// <param name="RateFullAt">When its bucket of creates is full again, in Unix milliseconds.</param>
internal readonly record struct PoolUse(long InFlight, long? RateFullAt);

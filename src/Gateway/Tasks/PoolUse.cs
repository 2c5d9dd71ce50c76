using Gateway.Quotas;

namespace Gateway.Tasks;

/// <summary>What the store knows of a pool key.</summary>
/// <param name="InFlight">Tasks that hold one of its places.</param>
/// <param name="RateFullAt">State of its bucket of creates: see <see cref="Rate"/>.</param>
/// <param name="IsDisabled">Whether an operator has switched it off.</param>
internal readonly record struct PoolUse(long InFlight, BucketTime? RateFullAt, bool IsDisabled = false);

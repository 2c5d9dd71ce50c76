using Gateway.Quotas;

namespace Gateway.Tasks;

/// <summary>How a group of decisions has changed a pool key.</summary>
/// <param name="InFlight">By how many the tasks that hold one of its places have grown.</param>
/// <param name="RateFullAt">The new state of its creates a minute; null when that did not change.</param>
internal readonly record struct PoolChange(int InFlight, BucketTime? RateFullAt);

using Gateway.Quotas;

namespace Gateway.Tasks;

/// <summary>How a group of decisions has changed an account.</summary>
/// <param name="Live">By how many its live tasks have grown.</param>
/// <param name="RateFullAt">The new state of its requests a minute; null when that did not change.</param>
internal readonly record struct AccountChange(int Live, BucketTime? RateFullAt);

using Gateway.Canonical;

namespace Gateway.Quotas;

/// <summary>What a key or a team has used of its limits. Only what is limited is known.</summary>
/// <param name="RateFullAt">State of its bucket: see <see cref="Rate"/>.</param>
/// <param name="LiveTasks">Tasks that have not ended.</param>
/// <param name="Reserved">In the budget's period.</param>
/// <param name="Charged">In the budget's period.</param>
internal sealed record AccountUse(BucketTime? RateFullAt, int LiveTasks, Credits Reserved, Credits Charged);

using Gateway.Quotas;

namespace Gateway.Tasks;

/// <summary>All that decides, in one transaction, whether a task comes to be.</summary>
/// <param name="Task">The task, queued.</param>
/// <param name="RequestJson">The resolved request.</param>
/// <param name="KeyLimits">The limits of the key that asks.</param>
/// <param name="TeamLimits">The limits of its team.</param>
/// <param name="QueueLimit">How many tasks may wait for a place at once.</param>
/// <param name="QueueLimitPerTeam">How many of them may be the team's.</param>
internal sealed record NewTask(
    TaskRecord Task, string RequestJson, IdempotencyClaim? Claim, Limits KeyLimits, Limits TeamLimits, int QueueLimit, int QueueLimitPerTeam, AttemptPlan Plan);

namespace Gateway.Quotas;

/// <summary>The limit that a request does not fit under.</summary>
/// <param name="Limit">Requests, tasks, or millionths of a credit.</param>
/// <param name="Remaining">In the same unit.</param>
/// <param name="Needed">In the same unit.</param>
/// <param name="Period">Of a budget.</param>
/// <param name="ResetsAt">Unix milliseconds; null when only finished tasks, or an operator, give room.</param>
/// <param name="RetryAfter">When trying again makes sense.</param>
internal sealed record QuotaRefusal(
    LimitKind Kind, Account Account, long Limit, long Remaining, long Needed, BudgetPeriod? Period, long? ResetsAt, TimeSpan? RetryAfter);

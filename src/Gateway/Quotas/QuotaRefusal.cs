using Gateway.Canonical;

namespace Gateway.Quotas;

/// <summary>The limit that a request does not fit under.</summary>
/// <param name="Limit">Requests, tasks or credits.</param>
/// <param name="Remaining">In the same unit.</param>
/// <param name="Needed">In the same unit.</param>
/// <param name="Period">Of a budget.</param>
/// <param name="ResetsAt">Null when only finished tasks, or an operator, give room.</param>
/// <param name="RetryAfter">When trying again makes sense.</param>
internal sealed record QuotaRefusal(
    LimitKind Kind, Account Account, decimal Limit, decimal Remaining, decimal Needed, BudgetPeriod? Period, Instant? ResetsAt, TimeSpan? RetryAfter);

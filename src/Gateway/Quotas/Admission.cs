using Gateway.Canonical;

namespace Gateway.Quotas;

/// <summary>Whether one more task fits under a key's or a team's limits.</summary>
internal static class Admission
{
    private static readonly TimeSpan WhenTasksMayHaveEnded = TimeSpan.FromSeconds(10);

    /// <returns>The first limit that it does not fit under, or null when it fits.</returns>
    public static QuotaRefusal? Check(Account account, Limits limits, AccountUse use, Credits price, Instant now) =>
        CheckRate(account, limits, use, now) ?? CheckTasks(account, limits, use) ?? CheckBudget(account, limits, use, price, now);

    private static QuotaRefusal? CheckRate(Account account, Limits limits, AccountUse use, Instant now)
    {
        if (limits.RequestsPerMinute is not { } limit || Rate.Take(limit, use.RateFullAt, now) is not { Allowed: false } rate)
        {
            return null;
        }

        return new QuotaRefusal(
            LimitKind.RequestsPerMinute, account, limit, 0, 1, null, now + rate.Reset, rate.RetryAfter);
    }

    private static QuotaRefusal? CheckTasks(Account account, Limits limits, AccountUse use) =>
        limits.MaxConcurrentTasks is { } limit && use.LiveTasks >= limit
            ? new QuotaRefusal(LimitKind.ConcurrentTasks, account, limit, 0, 1, null, null, WhenTasksMayHaveEnded)
            : null;

    private static QuotaRefusal? CheckBudget(Account account, Limits limits, AccountUse use, Credits price, Instant now)
    {
        if (limits.Budget is not { } budget)
        {
            return null;
        }

        var left = budget.Limit - use.Reserved - use.Charged;
        return price <= left
            ? null
            : new QuotaRefusal(
                LimitKind.Budget, account, budget.Limit.Amount, Credits.Larger(Credits.Zero, left).Amount, price.Amount,
                budget.Period, budget.Period.ResetsAt(now), null);
    }
}

namespace Gateway.Quotas;

/// <summary>Whether one more task fits under a key's or a team's limits.</summary>
internal static class Admission
{
    private static readonly TimeSpan WhenTasksMayHaveEnded = TimeSpan.FromSeconds(10);

    /// <param name="price">Millionths of a credit.</param>
    /// <param name="now">Unix milliseconds.</param>
    /// <returns>The first limit that it does not fit under, or null when it fits.</returns>
    public static QuotaRefusal? Check(Account account, Limits limits, AccountUse use, long price, long now) =>
        CheckRate(account, limits, use, now) ?? CheckTasks(account, limits, use) ?? CheckBudget(account, limits, use, price, now);

    private static QuotaRefusal? CheckRate(Account account, Limits limits, AccountUse use, long now)
    {
        if (limits.RequestsPerMinute is not { } limit || Rate.Take(limit, use.RateFullAt, now) is not { Allowed: false } rate)
        {
            return null;
        }

        return new QuotaRefusal(
            LimitKind.RequestsPerMinute, account, limit, 0, 1, null, now + (long)rate.Reset.TotalMilliseconds, rate.RetryAfter);
    }

    private static QuotaRefusal? CheckTasks(Account account, Limits limits, AccountUse use) =>
        limits.MaxConcurrentTasks is { } limit && use.LiveTasks >= limit
            ? new QuotaRefusal(LimitKind.ConcurrentTasks, account, limit, 0, 1, null, null, WhenTasksMayHaveEnded)
            : null;

    private static QuotaRefusal? CheckBudget(Account account, Limits limits, AccountUse use, long price, long now)
    {
        if (limits.Budget is not { } budget)
        {
            return null;
        }

        var left = budget.Micros - use.Reserved - use.Charged;
        return price <= left
            ? null
            : new QuotaRefusal(LimitKind.Budget, account, budget.Micros, Math.Max(0, left), price, budget.Period, budget.Period.ResetsAt(now), null);
    }
}

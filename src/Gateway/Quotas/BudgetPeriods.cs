using Gateway.Canonical;

namespace Gateway.Quotas;

/// <summary>The periods' names and borders. Days are counted from 1970-01-01.</summary>
internal static class BudgetPeriods
{
    private const long DaySeconds = 24 * 60 * 60;

    public static IReadOnlyList<string> Names { get; } = ["day", "month", "total"];

    public static string Name(this BudgetPeriod period) => Names[(int)period];

    public static BudgetPeriod? Parse(string? name) => Names.ToList().IndexOf(name ?? "") is >= 0 and var index ? (BudgetPeriod)index : null;

    public static long Day(Instant time) => time.UnixSeconds / DaySeconds;

    /// <summary>The first day of the period that <paramref name="now"/> lies in.</summary>
    public static long FirstDay(this BudgetPeriod period, Instant now) => period switch
    {
        BudgetPeriod.Day => Day(now),
        BudgetPeriod.Month => Day(Instant.Of(MonthOf(now))),
        _ => 0,
    };

    /// <summary>The start of the period that <paramref name="now"/> lies in.</summary>
    public static Instant StartOf(this BudgetPeriod period, Instant now) => StartOf(period.FirstDay(now));

    /// <summary>The next period's start; null for one that never ends.</summary>
    public static Instant? ResetsAt(this BudgetPeriod period, Instant now) => period switch
    {
        BudgetPeriod.Day => StartOf(Day(now) + 1),
        BudgetPeriod.Month => Instant.Of(MonthOf(now).AddMonths(1)),
        _ => null,
    };

    private static Instant StartOf(long day) => Instant.OfSeconds(day * DaySeconds);

    private static DateTimeOffset MonthOf(Instant now)
    {
        var time = now.Utc;
        return new DateTimeOffset(time.Year, time.Month, 1, 0, 0, 0, TimeSpan.Zero);
    }
}

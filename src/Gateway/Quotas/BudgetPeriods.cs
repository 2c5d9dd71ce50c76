namespace Gateway.Quotas;

/// <summary>The periods' names and borders. Days are counted from 1970-01-01.</summary>
internal static class BudgetPeriods
{
    private const long DayMilliseconds = 86_400_000;

    public static IReadOnlyList<string> Names { get; } = ["day", "month", "total"];

    public static string Name(this BudgetPeriod period) => Names[(int)period];

    public static BudgetPeriod? Parse(string? name) => Names.ToList().IndexOf(name ?? "") is >= 0 and var index ? (BudgetPeriod)index : null;

    public static long Day(long milliseconds) => milliseconds / DayMilliseconds;

    /// <summary>The first day of the period that <paramref name="now"/> (Unix milliseconds) lies in.</summary>
    public static long FirstDay(this BudgetPeriod period, long now) => period switch
    {
        BudgetPeriod.Day => Day(now),
        BudgetPeriod.Month => Day(MonthOf(now).ToUnixTimeMilliseconds()),
        _ => 0,
    };

    /// <summary>Unix milliseconds of the start of the period that <paramref name="now"/> lies in.</summary>
    public static long StartOf(this BudgetPeriod period, long now) => period.FirstDay(now) * DayMilliseconds;

    /// <summary>Unix milliseconds of the next period's start; null for one that never ends.</summary>
    public static long? ResetsAt(this BudgetPeriod period, long now) => period switch
    {
        BudgetPeriod.Day => (Day(now) + 1) * DayMilliseconds,
        BudgetPeriod.Month => MonthOf(now).AddMonths(1).ToUnixTimeMilliseconds(),
        _ => null,
    };

    private static DateTimeOffset MonthOf(long now)
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(now);
        return new DateTimeOffset(time.Year, time.Month, 1, 0, 0, 0, TimeSpan.Zero);
    }
}

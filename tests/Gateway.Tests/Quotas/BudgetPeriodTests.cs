using Gateway.Quotas;

namespace Gateway.Tests.Quotas;

public sealed class BudgetPeriodTests
{
    private static readonly long Now = new DateTimeOffset(2026, 2, 28, 23, 59, 59, TimeSpan.Zero).ToUnixTimeMilliseconds();

    [Fact]
    public void A_day_ends_at_midnight_UTC()
    {
        BudgetPeriod.Day.ResetsAt(Now).ShouldBe(Now + 1000);
        BudgetPeriod.Day.FirstDay(Now).ShouldBe(BudgetPeriods.Day(Now));
    }

    [Fact]
    public void A_month_is_a_calendar_month()
    {
        BudgetPeriod.Month.ResetsAt(Now).ShouldBe(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds());
        BudgetPeriod.Month.FirstDay(Now).ShouldBe(BudgetPeriods.Day(Now) - 27);
    }

    [Fact]
    public void A_total_never_ends()
    {
        BudgetPeriod.Total.ResetsAt(Now).ShouldBeNull();
        BudgetPeriod.Total.FirstDay(Now).ShouldBe(0);
    }
}

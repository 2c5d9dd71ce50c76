using Gateway.Canonical;
using Gateway.Quotas;

namespace Gateway.Tests.Quotas;

public sealed class BudgetPeriodTests
{
    private static readonly Instant Now = Instant.Of(new DateTimeOffset(2026, 2, 28, 23, 59, 59, TimeSpan.Zero));

    [Fact]
    public void A_day_ends_at_midnight_UTC()
    {
        BudgetPeriod.Day.ResetsAt(Now).ShouldBe(Now + TimeSpan.FromSeconds(1));
        BudgetPeriod.Day.FirstDay(Now).ShouldBe(BudgetPeriods.Day(Now));
    }

    [Fact]
    public void A_month_is_a_calendar_month()
    {
        BudgetPeriod.Month.ResetsAt(Now).ShouldBe(Instant.Of(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero)));
        BudgetPeriod.Month.FirstDay(Now).ShouldBe(BudgetPeriods.Day(Now) - 27);
    }

    [Fact]
    public void A_total_never_ends()
    {
        BudgetPeriod.Total.ResetsAt(Now).ShouldBeNull();
        BudgetPeriod.Total.FirstDay(Now).ShouldBe(0);
    }
}

using Gateway.Canonical;
using Gateway.Tests.Support;

namespace Gateway.Tests.Canonical;

public sealed class InstantTests
{
    private static readonly Instant Time = Instant.OfMilliseconds(1_768_377_600_250);

    [Fact]
    public void It_is_said_as_people_read_times()
    {
        Time.ToString().ShouldBe("2026-01-14T08:00:00.25Z");
        Time.WholeSecond.ToString().ShouldBe("2026-01-14T08:00:00Z");
        Instant.EndOfTime.ToString().ShouldBe("the end of time");
    }

    [Fact]
    public void What_lies_between_two_instants_leads_from_one_to_the_other()
    {
        var later = Time + TimeSpan.FromMilliseconds(1.9);
        (later - Time).ShouldBe(TimeSpan.FromMilliseconds(1));
        (Time + (later - Time)).ShouldBe(later);
        Instant.Later(Time, later).ShouldBe(later);
        Instant.Earlier(Time, later).ShouldBe(Time);
    }

    [Fact]
    public void A_clock_shows_it_to_the_millisecond()
    {
        var time = new ManualTime();
        var before = time.Now();
        time.Advance(TimeSpan.FromMilliseconds(7));
        (time.Now() - before).ShouldBe(TimeSpan.FromMilliseconds(7));
    }
}

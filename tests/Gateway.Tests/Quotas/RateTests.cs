using Gateway.Canonical;
using Gateway.Quotas;

namespace Gateway.Tests.Quotas;

public sealed class RateTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(700)]
    [InlineData(7000)]
    [InlineData(1_000_000)]
    public void At_once_there_is_a_minutes_worth_and_not_one_more(int limit)
    {
        Rate.Look(limit, null, At(0)).Remaining.ShouldBe(limit);
        BucketTime? state = null;
        var allowed = 0;
        while (Rate.Take(limit, state, At(0)) is { Allowed: true } rate && allowed <= limit)
        {
            state = rate.FullAt;
            allowed++;
        }

        allowed.ShouldBe(limit);
        Rate.Look(limit, state, At(30_000)).Remaining.ShouldBeInRange((limit / 2) - 1, (limit / 2) + 1);
    }

    [Fact]
    public void It_refills_evenly()
    {
        BucketTime? state = null;
        for (var i = 0; i < 10; i++)
        {
            state = Rate.Take(10, state, At(0)).FullAt;
        }

        var refused = Rate.Take(10, state, At(0));
        refused.Allowed.ShouldBeFalse();
        refused.RetryAfter.ShouldBe(TimeSpan.FromSeconds(6));
        refused.Reset.ShouldBe(TimeSpan.FromMinutes(1));
        Rate.Take(10, state, At(5_999)).Allowed.ShouldBeFalse();
        Rate.Take(10, state, At(6_000)).Allowed.ShouldBeTrue();
        Rate.Look(10, state, At(30_000)).Remaining.ShouldBe(5);
        Rate.Look(10, state, At(60_000)).Remaining.ShouldBe(10);
        Rate.Look(10, state, At(1_000_000)).Remaining.ShouldBe(10);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1_000_000)]
    public void A_clock_that_was_ahead_and_was_set_right_holds_nobody_up(int limit)
    {
        var tomorrow = At(86_400_000);
        BucketTime? state = null;
        for (var i = 0; i < limit; i++)
        {
            state = Rate.Take(limit, state, tomorrow).FullAt;
        }

        Rate.Take(limit, state, tomorrow).Allowed.ShouldBeFalse("what is taken stays taken while the clock runs on");
        Rate.Take(limit, state, At(0)).Allowed.ShouldBeTrue();
    }

    [Fact]
    public void In_any_minute_at_most_twice_the_limit_passes_and_over_an_hour_the_limit_holds()
    {
        var random = new Random(5);
        BucketTime? state = null;
        var passed = new List<long>();
        for (long now = 0; now < 3_600_000; now += random.Next(1, 500))
        {
            var rate = Rate.Take(10, state, At(now));
            if (rate.Allowed)
            {
                state = rate.FullAt;
                passed.Add(now);
            }
        }

        passed.Count.ShouldBeInRange(590, 610);
        passed.ShouldAllBe(start => passed.Count(at => at >= start && at < start + 60_000) <= 20);
    }

    private static Instant At(long milliseconds) => Instant.OfMilliseconds(milliseconds);
}

using Gateway.Canonical;
using Gateway.Tasks;
using Gateway.Tests.Support;

namespace Gateway.Tests.Tasks;

/// <summary>With 5 s until the first poll, then every 10 s, and at most 30 s apart.</summary>
public sealed class PollScheduleTests
{
    private static readonly Instant Now = Instant.OfSeconds(1_000);

    private readonly PollSchedule schedule = new(Some.Polling, new UsualDurations(), new Random(1));

    [Fact]
    public void The_first_poll_is_at_one_exact_time() => Times(() => schedule.First(Now)).ShouldAllBe(delay => delay == 5_000);

    [Fact]
    public void Later_polls_are_spread_over_a_tenth_of_the_interval() => ShouldSpread(() => schedule.Next(Some.Task(new ManualTime(), TaskState.Polling), Now), 10_000);

    [Theory]
    [InlineData(0, 10_000)]
    [InlineData(1, 20_000)]
    [InlineData(2, 30_000)]
    [InlineData(1_000_000, 30_000)]
    public void Silence_doubles_the_interval_up_to_the_longest(int silences, int delay) =>
        ShouldSpread(() => schedule.AfterSilence(Now, silences, null), delay);

    [Theory]
    [InlineData(5, 10_000)]
    [InlineData(90, 90_000)]
    [InlineData(999_999, 600_000)]
    public void What_the_upstream_asked_for_only_makes_it_later(int retryAfter, int delay) =>
        ShouldSpread(() => schedule.AfterSilence(Now, 0, TimeSpan.FromSeconds(retryAfter)), delay);

    [Theory]
    [InlineData(0, 5_000)]
    [InlineData(3, 40_000)]
    public void An_unknown_submission_is_asked_after_ever_more_rarely(int asked, int delay) =>
        ShouldSpread(() => schedule.Reconcile(Now, asked), delay);

    private static void ShouldSpread(Func<Instant> due, int delay)
    {
        var times = Times(due);
        times.ShouldAllBe(time => time >= delay && time <= delay * 1.1);
        (times.Max() - times.Min()).ShouldBeGreaterThan(delay / 20.0);
    }

    private static List<double> Times(Func<Instant> due) => [.. Enumerable.Range(0, 100).Select(_ => (due() - Now).TotalMilliseconds)];
}

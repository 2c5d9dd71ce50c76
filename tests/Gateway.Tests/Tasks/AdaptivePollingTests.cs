using Gateway.Canonical;
using Gateway.Routing;
using Gateway.Tasks;
using Gateway.Tests.Support;
using Gateway.Workers;

namespace Gateway.Tests.Tasks;

/// <summary>Polls come seldom while a job will hardly end, and often while it may. Simulated: 1 000 jobs of one to five minutes.</summary>
public sealed class AdaptivePollingTests(ITestOutputHelper output)
{
    private const int Jobs = 1000;
    private static readonly Instant Accepted = Instant.OfSeconds(1_000_000);

    private readonly Random random = new(7);

    [Fact]
    public void What_is_learned_saves_polls_and_finds_the_end_as_soon()
    {
        var fixedOnes = Simulate("before", Some.Polling, new UsualDurations());
        var usual = new UsualDurations();
        usual.Learn([.. Enumerable.Range(0, Jobs).Select(_ => Ended(Length()))]);
        var learned = Simulate("after", Some.Polling, usual);
        var closer = Simulate("after, with Interval 5 s", Some.Polling with { Interval = TimeSpan.FromSeconds(5) }, usual);

        learned.Polls.ShouldBeLessThan(fixedOnes.Polls * 0.85);
        learned.P50.ShouldBeLessThan(fixedOnes.P50 + 1);
        learned.P95.ShouldBeLessThan(fixedOnes.P95 + 1);
        closer.P95.ShouldBeLessThan(fixedOnes.P95 * 0.6);
    }

    [Fact]
    public void Jobs_that_become_shorter_are_found_although_their_ends_are_only_known_from_polls()
    {
        var usual = new UsualDurations();
        usual.Learn([.. Enumerable.Range(0, Jobs).Select(_ => Ended(TimeSpan.FromSeconds(240)))]);
        var schedule = new PollSchedule(Some.Polling, usual, random);
        for (var round = 0; round < 30; round++)
        {
            usual.Learn([.. Enumerable.Range(0, 100).Select(_ => Ended(Watch(schedule, Length() / 2).Seen))]);
        }

        Simulate("after, half as long, ends known from polls alone", Some.Polling, usual, 0.5).P95.ShouldBeLessThan(16);
    }

    [Fact]
    public void No_poll_is_further_off_than_the_longest_interval()
    {
        var usual = new UsualDurations();
        usual.Learn([.. Enumerable.Range(0, Jobs).Select(_ => Ended(TimeSpan.FromHours(3)))]);
        var next = new PollSchedule(Some.Polling, usual, random).Next(Job(), Accepted);
        (next - Accepted).TotalSeconds.ShouldBeInRange(30, 33);
    }

    [Fact]
    public void No_minute_has_more_polls_with_a_key_than_it_may_have()
    {
        var time = new ManualTime();
        var pace = new PollPace(time);
        pace.Share(2);
        var key = new PoolKeyId("toapis", "main");
        var sent = new List<TimeSpan>();
        var due = Enumerable.Repeat(TimeSpan.Zero, 200).ToList();
        for (var at = TimeSpan.Zero; due.Count > 0; at += TimeSpan.FromMilliseconds(100), time.Advance(TimeSpan.FromMilliseconds(100)))
        {
            var now = due.FindAll(one => one <= at);
            due.RemoveAll(one => one <= at);
            foreach (var (wait, mayPoll) in now.Select(_ => pace.Take(key, 120)))
            {
                (mayPoll ? sent : due).Add(at + wait);
            }
        }

        sent.Count.ShouldBe(200);
        sent.ShouldAllBe(one => sent.Count(other => other >= one && other < one + TimeSpan.FromMinutes(1)) <= 61);
        sent.Max().TotalSeconds.ShouldBeLessThan(215);
        pace.Take(key with { PoolKey = "other" }, 0).ShouldBe((TimeSpan.Zero, true));
    }

    private static TaskDuration Ended(TimeSpan took) => new("viduq3-pro", "toapis", Accepted, Accepted, Accepted + took);

    private static TaskRecord Job() => Some.Task(new ManualTime(), TaskState.Polling) with { AcceptedAt = Accepted };

    /// <summary>Log-normal, as waiting in line and rendering are: the middle half takes 95 to 155 s.</summary>
    private TimeSpan Length()
    {
        var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return TimeSpan.FromSeconds(Math.Clamp(120 * Math.Exp(0.36 * normal), 60, 300));
    }

    /// <returns>After what time its end was seen, and with how many polls.</returns>
    private static (TimeSpan Seen, int Polls) Watch(PollSchedule schedule, TimeSpan length)
    {
        var (job, at, polls) = (Job(), schedule.First(Accepted), 1);
        for (; at < Accepted + length; polls++)
        {
            at = schedule.Next(job, at);
        }

        return (at - Accepted, polls);
    }

    private (double P50, double P95, double Polls) Simulate(string name, PollingOptions options, UsualDurations usual, double factor = 1)
    {
        var schedule = new PollSchedule(options, usual, random);
        var runs = Enumerable.Range(0, Jobs).Select(_ => Length() * factor).Select(length => (Length: length, Watched: Watch(schedule, length))).ToList();
        var lags = runs.Select(run => (run.Watched.Seen - run.Length).TotalSeconds).Order().ToList();
        var (p50, p95, polls) = (lags[Jobs / 2], lags[Jobs * 95 / 100], runs.Average(run => run.Watched.Polls));
        output.WriteLine($"{name}: detection lag p50 {p50:0.0} s, p95 {p95:0.0} s; {polls:0.0} polls per job");
        return (p50, p95, polls);
    }
}

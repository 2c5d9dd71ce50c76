using Gateway.Dialects;
using Gateway.Tests.Support;
using Gateway.Upstreams;

namespace Gateway.Tests.Upstreams;

public sealed class BreakerTests
{
    private static readonly SubmitOutcome Out = new SubmitOutcome.Unavailable(UnavailableCause.RefusedBeforeStart);
    private readonly ManualTime time = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task While_the_trial_after_a_break_runs_no_further_attempt_is_given_out(bool recovers)
    {
        var breaker = new Breaker(time);
        for (var i = 0; i < 10; i++)
        {
            await breaker.Run(() => Task.FromResult(Out));
        }

        breaker.MayTry.ShouldBeFalse();
        // Somebody sets the machine's clock right.
        time.Set(TimeSpan.FromDays(-1));
        time.Advance(TimeSpan.FromSeconds(16));
        breaker.MayTry.ShouldBeTrue();

        var answer = new TaskCompletionSource<SubmitOutcome>();
        var sent = new TaskCompletionSource();
        var trial = breaker.Run(() =>
        {
            sent.SetResult();
            return answer.Task;
        });
        await sent.Task;
        breaker.MayTry.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(30));
        breaker.MayTry.ShouldBeFalse();

        time.Set(TimeSpan.FromDays(-1));
        answer.SetResult(recovers ? new SubmitOutcome.Accepted("job") : Out);
        await trial;
        breaker.MayTry.ShouldBe(recovers);
        time.Advance(TimeSpan.FromSeconds(16));
        breaker.MayTry.ShouldBeTrue();
    }
}

using System.Data.Common;
using Gateway.Health;
using Gateway.Tests.Support;

namespace Gateway.Tests.Telemetry;

public sealed class ReadinessTests
{
    private readonly ManualTime time = new();
    private int probes;
    private Func<bool> answer = () => true;

    [Fact]
    public async Task However_many_ask_the_store_is_written_to_once_a_second()
    {
        var readiness = new Readiness(Probe, time);
        for (var i = 0; i < 100; i++)
        {
            (await readiness.Check()).ShouldBeTrue();
        }

        probes.ShouldBe(1);
        answer = () => throw new Broken();
        time.Advance(TimeSpan.FromSeconds(1));
        (await readiness.Check()).ShouldBeFalse();
        (await readiness.Check()).ShouldBeFalse();
        probes.ShouldBe(2);
    }

    [Fact]
    public async Task A_store_that_hangs_is_not_ready_and_is_not_asked_again_meanwhile()
    {
        var store = new TaskCompletionSource<bool>();
        var readiness = new Readiness(
            () =>
            {
                probes++;
                return new ValueTask<bool>(store.Task);
            },
            time);
        (await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => readiness.Check()))).ShouldAllBe(ready => !ready);
        probes.ShouldBe(1);
        store.SetResult(true);
        (await readiness.Check()).ShouldBeTrue();
    }

    private ValueTask<bool> Probe()
    {
        probes++;
        return ValueTask.FromResult(answer());
    }

    private sealed class Broken : DbException;
}

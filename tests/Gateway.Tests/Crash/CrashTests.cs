using Gateway.Crash;
using Gateway.Crash.Replicas;
using Gateway.Progress;
using Gateway.Tests.Support;

namespace Gateway.Tests.Crash;

/// <summary>A short run of the crash harness; <c>docs/crash.md</c> says how to make it long.</summary>
[Collection(nameof(AloneOnTheMachine))]
[Trait("Category", "Crash")]
public sealed class CrashTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Whoever_was_told_something_before_a_kill_finds_it_true_afterwards()
    {
        var options = new CrashOptions(Rounds: 5, Seed: Environment.ProcessId, AwaitsCorrections: false);
        var report = await CrashRun.Run(options, new ProgressLine(TextWriter.Null, isTerminal: false, TimeProvider.System));
        output.WriteLine(report.ToString());
        report.IsClean.ShouldBeTrue(report.ToString());
        // A run that created, lost and found nothing would prove nothing.
        report.Jobs.ShouldBeGreaterThan(20);
    }

    [Fact]
    public async Task Replicas_and_their_PostgreSQL_may_die_and_nothing_is_lost_or_doubled()
    {
        var missing = SharedServer.Missing(withPgBouncer: false);
        Tools.Require(missing is null, missing ?? "");
        var options = new CrashOptions(Rounds: 4, Seed: Environment.ProcessId, AwaitsCorrections: false, Replicas: 2, Lease: 4);
        var report = await CrashRun.Run(options, new ProgressLine(TextWriter.Null, isTerminal: false, TimeProvider.System));
        output.WriteLine(report.ToString());
        report.IsClean.ShouldBeTrue(report.ToString());
        report.Jobs.ShouldBeGreaterThan(20);
    }
}

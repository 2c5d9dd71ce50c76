using Gateway.Crash;
using Gateway.Progress;

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
}

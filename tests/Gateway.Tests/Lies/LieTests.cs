using System.Globalization;

namespace Gateway.Tests.Lies;

/// <summary>
/// However an upstream lies: nothing is thrown, no task is completed with another's video or ended by a refusal, and no key
/// is kept, shown or logged.
/// </summary>
public sealed class LieTests
{
    private const int Usually = 20_000;
    private const int Seed = 20260114;

    /// <summary>More answers than usual: <c>GATEWAY_LIES=1000000</c>.</summary>
    [Fact]
    public async Task No_lie_is_believed()
    {
        var wanted = int.Parse(Environment.GetEnvironmentVariable("GATEWAY_LIES") ?? $"{Usually}", CultureInfo.InvariantCulture);
        using var run = new LieRun(Seed);
        for (var shown = 0; run.Answers < wanted;)
        {
            await run.Follow();
            if (run.Answers / 100_000 > shown)
            {
                shown = run.Answers / 100_000;
                TestContext.Current.SendDiagnosticMessage($"{run.Answers} answers");
            }
        }

        var ends = string.Join(", ", run.Ends.OrderByDescending(end => end.Value).Select(end => $"{end.Key} {end.Value}"));
        TestContext.Current.TestOutputHelper?.WriteLine($"{run.Answers} answers: {ends}");
        run.Findings.Select(finding => $"{finding.Key}: {finding.Value}").ShouldBeEmpty();
        foreach (var end in (string[])["completed", "polling", "unknown", "generation_failed", "cancelled", "upstream_task_lost", "upstream_rejected", "upstream_unavailable", "upstream_outcome_unknown"])
        {
            run.Ends.ShouldContainKey(end, ends);
        }
    }
}

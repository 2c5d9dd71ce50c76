using Gateway.Progress;
using Gateway.Tests.Support;

namespace Gateway.Tests.Crash;

/// <summary>Whoever watches a long tool sees how far it is.</summary>
public sealed class ProgressLineTests : IDisposable
{
    private readonly ManualTime time = new();
    private readonly StringWriter written = new();

    public void Dispose() => written.Dispose();

    [Fact]
    public void A_terminal_gets_one_line_that_is_written_over()
    {
        var line = new ProgressLine(written, isTerminal: true, time);
        time.Advance(TimeSpan.FromMinutes(1));
        line.Show(0.25, "round 1 of 4");
        line.Show(0.5, "short");
        line.Clear();
        var parts = written.ToString().Split('\r');
        parts[1].ShouldStartWith("round 1 of 4, 1:00 elapsed, ends in about 3:00, at ");
        parts[2].Length.ShouldBe(parts[1].Length, "what stood there is covered");
        parts[3].Trim().ShouldBeEmpty();
        written.ToString().ShouldNotContain('\n');
    }

    [Fact]
    public void Elsewhere_there_is_a_line_now_and_then()
    {
        var line = new ProgressLine(written, isTerminal: false, time);
        for (var second = 0; second < 25; second++)
        {
            line.Show(second / 25.0, $"second {second}");
            time.Advance(TimeSpan.FromSeconds(1));
        }

        written.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(text => text.Split(',')[0])
            .ShouldBe(["second 0", "second 10", "second 20"]);
    }
}

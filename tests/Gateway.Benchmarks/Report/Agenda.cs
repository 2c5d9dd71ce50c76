using System.Globalization;
using Gateway.Progress;

namespace Gateway.Benchmarks.Report;

/// <summary>How far a run is, for whoever watches it. Each part says beforehand how many seconds it takes, about.</summary>
internal sealed class Agenda(ProgressLine line, double expected)
{
    private double done;
    private string what = "";
    private double perStep;
    private int steps;
    private int step;

    /// <param name="seconds">Of each step, about.</param>
    public void Begin(FormattableString text, int count = 1, double seconds = 0)
    {
        (what, steps, step, perStep) = (text.ToString(CultureInfo.InvariantCulture), count, 0, seconds);
        Show();
    }

    /// <summary>One step is over.</summary>
    public void Did()
    {
        done += perStep;
        step = Math.Min(step + 1, steps);
        Show();
    }

    /// <summary>Makes room for the report.</summary>
    public void Clear() => line.Clear();

    // What takes longer than it said must not seem to be over.
    private void Show() => line.Show(Math.Min(done / expected, 0.99), steps == 1 ? what : $"{what}: {step} of {steps}");
}

using System.Globalization;

namespace Gateway.Benchmarks.Report;

/// <summary>Numbers as the tables show them, and the middle of several rounds.</summary>
internal static class Numbers
{
    public static double Median(this IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
    }

    public static string Whole(this double value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Fine(this double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    public static string Coarse(this double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}

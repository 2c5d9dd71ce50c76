using System.Text;
using OpenTelemetry.Metrics;

namespace Gateway.Telemetry;

/// <summary>An instrument's name as Prometheus writes it: with the unit, and <c>_total</c> where it only ever goes up.</summary>
internal static class PrometheusNames
{
    private const string Total = "_total";

    /// <summary>A suffix that Prometheus keeps for histograms.</summary>
    private const string Count = "_count";

    public static string Of(Metric metric)
    {
        var isSum = metric.MetricType is MetricType.LongSum or MetricType.DoubleSum;
        var name = WithUnit(Plain(metric.Name), metric.Unit);
        return isSum && !name.EndsWith(Total, StringComparison.Ordinal) ? name + Total
            : !isSum && metric.MetricType != MetricType.Histogram && name.EndsWith(Count, StringComparison.Ordinal) ? name[..^Count.Length] + "s"
            : name;
    }

    public static string Plain(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var character in name)
        {
            plain.Append(char.IsAsciiLetterOrDigit(character) ? character : '_');
        }

        return plain.ToString();
    }

    private static string WithUnit(string name, string unit)
    {
        var suffix = unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            _ => "",
        };
        return name.Contains(suffix, StringComparison.Ordinal) ? name : name + suffix;
    }
}

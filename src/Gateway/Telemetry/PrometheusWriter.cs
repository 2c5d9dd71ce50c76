using System.Globalization;
using System.Text;

namespace Gateway.Telemetry;

/// <summary>Writes Prometheus' text format, version 0.0.4.</summary>
internal sealed class PrometheusWriter
{
    private readonly StringBuilder text = new();

    public override string ToString() => text.ToString();

    public void Head(string name, string type, string help)
    {
        text.Append("# HELP ").Append(name).Append(' ');
        Escape(help, isLabel: false);
        text.Append("\n# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
    }

    public void Sample(string name, IEnumerable<(string Name, string Value)> labels, double value)
    {
        text.Append(name);
        var between = '{';
        foreach (var (label, own) in labels)
        {
            text.Append(between).Append(label).Append("=\"");
            Escape(own, isLabel: true);
            text.Append('"');
            between = ',';
        }

        text.Append(between == ',' ? "} " : " ").Append(Number(value)).Append('\n');
    }

    /// <param name="buckets">How many lie in each bucket alone; the last one has no bound.</param>
    public void Histogram(string name, IReadOnlyList<(string Name, string Value)> labels, IEnumerable<(double Bound, long Count)> buckets, double sum)
    {
        var upTo = 0L;
        foreach (var (bound, count) in buckets)
        {
            upTo += count;
            Sample(name + "_bucket", [.. labels, ("le", Number(bound))], upTo);
        }

        Sample(name + "_sum", labels, sum);
        Sample(name + "_count", labels, upTo);
    }

    private static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf"
        : double.IsNegativeInfinity(value) ? "-Inf"
        : value.ToString("R", CultureInfo.InvariantCulture);

    private void Escape(string value, bool isLabel)
    {
        foreach (var character in value)
        {
            _ = character switch
            {
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '"' when isLabel => text.Append("\\\""),
                _ => text.Append(character),
            };
        }
    }
}

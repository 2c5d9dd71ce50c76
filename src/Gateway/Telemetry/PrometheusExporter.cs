using System.Globalization;
using Gateway.Models;
using Gateway.Upstreams;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Gateway.Telemetry;

/// <summary>Turns what was measured into the text that Prometheus reads.</summary>
internal sealed class PrometheusExporter(LiveCatalogue catalogue, UpstreamRegistry upstreams) : BaseExporter<Metric>
{
    private ILookup<string, (HistogramSpec Spec, IReadOnlyList<(string Name, string Value)> Labels)> fromTheFirst = null!;
    private Catalogue? known;

    /// <summary>As of the last collection.</summary>
    public string Text { get; private set; } = "";

    public override ExportResult Export(in Batch<Metric> batch)
    {
        Know(catalogue.Current);
        var writer = new PrometheusWriter();
        var written = new HashSet<string>();
        foreach (var metric in batch)
        {
            var name = PrometheusNames.Of(metric);
            // Two libraries may use one name; the format allows it once.
            if (written.Add(name))
            {
                Write(writer, name, metric);
            }
        }

        foreach (var entries in fromTheFirst.Where(entries => !written.Contains(entries.Key)))
        {
            writer.Head(entries.Key, "histogram", entries.First().Spec.Help);
            WriteUnseen(writer, entries.Key, []);
        }

        Text = writer.ToString();
        return ExportResult.Success;
    }

    private void Know(Catalogue today)
    {
        if (known != today)
        {
            fromTheFirst = FirstScrape.Histograms(today, upstreams).ToLookup(entry => PrometheusNames.Plain(entry.Spec.Name));
            known = today;
        }
    }

    private void Write(PrometheusWriter writer, string name, Metric metric)
    {
        writer.Head(name, metric.MetricType is MetricType.Histogram ? "histogram" : metric.MetricType is MetricType.LongSum or MetricType.DoubleSum ? "counter" : "gauge", metric.Description);
        var seen = new HashSet<string>();
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            var labels = Labels(point);
            if (metric.MetricType is MetricType.Histogram)
            {
                seen.Add(Key(labels));
                writer.Histogram(name, labels, Buckets(point), point.GetHistogramSum());
            }
            else
            {
                writer.Sample(name, labels, Value(metric.MetricType, point));
            }
        }

        WriteUnseen(writer, name, seen);
    }

    private void WriteUnseen(PrometheusWriter writer, string name, HashSet<string> seen)
    {
        foreach (var (spec, labels) in fromTheFirst[name].Where(entry => !seen.Contains(Key(entry.Labels))))
        {
            writer.Histogram(name, labels, spec.Bounds.Append(double.PositiveInfinity).Select(bound => (bound, 0L)), 0);
        }
    }

    private static List<(double, long)> Buckets(in MetricPoint point)
    {
        var buckets = new List<(double, long)>();
        foreach (var bucket in point.GetHistogramBuckets())
        {
            buckets.Add((bucket.ExplicitBound, bucket.BucketCount));
        }

        return buckets;
    }

    private static double Value(MetricType type, in MetricPoint point) => type switch
    {
        MetricType.LongSum or MetricType.LongSumNonMonotonic => point.GetSumLong(),
        MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic => point.GetSumDouble(),
        MetricType.LongGauge => point.GetGaugeLastValueLong(),
        MetricType.DoubleGauge => point.GetGaugeLastValueDouble(),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };

    private static List<(string Name, string Value)> Labels(in MetricPoint point)
    {
        var labels = new List<(string, string)>();
        foreach (var (name, value) in point.Tags)
        {
            labels.Add((PrometheusNames.Plain(name), Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""));
        }

        return labels;
    }

    private static string Key(IEnumerable<(string Name, string Value)> labels) =>
        string.Join('\n', labels.OrderBy(label => label.Name, StringComparer.Ordinal).Select(label => $"{label.Name}={label.Value}"));
}

using System.Globalization;
using System.Text.RegularExpressions;
using Gateway.Tests.Support;

namespace Gateway.Tests.Telemetry;

/// <summary>What <c>/metrics</c> said once.</summary>
internal sealed partial class Scrape
{
    private readonly Dictionary<string, double> samples = [];

    private Scrape(string text)
    {
        Text = text;
        foreach (var line in text.Split('\n').Where(line => line.Length > 0 && line[0] != '#'))
        {
            var end = line.LastIndexOf(' ');
            samples.Add(line[..end], double.Parse(line[(end + 1)..].Replace("+Inf", "∞", StringComparison.Ordinal), CultureInfo.InvariantCulture));
        }
    }

    public string Text { get; }

    /// <summary>The names of all samples, such as <c>x_bucket</c>.</summary>
    public IReadOnlySet<string> Names => samples.Keys.Select(series => series.Split('{')[0]).ToHashSet();

    public IEnumerable<string> Series => samples.Keys;

    /// <summary>As Prometheus writes it, labels in the order that they are exposed in.</summary>
    public double this[string series] => samples.TryGetValue(series, out var value) ? value : throw new KeyNotFoundException($"{series} is not among\n{Text}");

    public static async Task<Scrape> Of(GatewayHost gateway)
    {
        using var client = gateway.NewClient(null);
        using var response = await client.GetAsync("/metrics");
        response.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; version=0.0.4; charset=utf-8");
        return new Scrape(await response.Content.ReadAsStringAsync());
    }

    /// <summary>The names of metrics in a PromQL expression.</summary>
    public static IEnumerable<string> NamesIn(string expression) => Metric().Matches(By().Replace(expression, "")).Select(match => match.Value);

    // Labels follow, and they may be named like metrics.
    [GeneratedRegex(@"\bby \([^)]*\)")]
    private static partial Regex By();

    [GeneratedRegex(@"\b(?:gateway|http|dotnet|kestrel|npgsql|process)_[a-z0-9_]+\b(?!\s*=)")]
    private static partial Regex Metric();
}

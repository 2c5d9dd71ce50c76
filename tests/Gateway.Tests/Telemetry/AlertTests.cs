using System.Text.Json;
using System.Text.RegularExpressions;
using Gateway.Tests.Support;

namespace Gateway.Tests.Telemetry;

/// <summary>Dashboard, alerts and the operators' page speak of metrics that the gateway really has.</summary>
public sealed partial class AlertTests
{
    private static readonly string Alerts = Repository.PathOf("deploy", "prometheus", "alerts.yml");

    [Fact]
    public async Task Every_metric_of_an_alert_and_of_the_dashboard_is_one_that_the_gateway_exposes()
    {
        await using var upstreams = await SandboxHost.Start();
        await using var gateway = await GatewayHost.Start(upstreams.Url);
        await gateway.Finish(await gateway.Created(SeedExamples.Text));
        var there = (await Scrape.Of(gateway)).Names;
        var used = Expressions().SelectMany(Scrape.NamesIn).Distinct().ToList();
        used.Count.ShouldBeGreaterThan(15);
        used.Except(there).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_alerts_fire_when_they_should_and_not_before()
    {
        Promtool.Require();
        var (exit, said) = await Promtool.Run(["check", "rules", Alerts]);
        exit.ShouldBe(0, said);
        (exit, said) = await Promtool.Run(["test", "rules", Repository.PathOf("deploy", "prometheus", "alerts.test.yml")]);
        exit.ShouldBe(0, said);
    }

    [Fact]
    public async Task Every_alert_is_tested_and_says_where_to_read_on()
    {
        var tests = await File.ReadAllTextAsync(Repository.PathOf("deploy", "prometheus", "alerts.test.yml"));
        var operations = await File.ReadAllTextAsync(Repository.PathOf("docs", "operations.md"));
        var text = await File.ReadAllTextAsync(Alerts);
        var names = Alert().Matches(text).Select(match => match.Groups[1].Value).ToList();
        names.Count.ShouldBeGreaterThan(10);
        foreach (var name in names)
        {
            tests.ShouldContain($"alertname: {name}\n");
            text.ShouldContain($"runbook: docs/operations.md#{name.ToLowerInvariant()}\n");
            operations.ShouldContain($"### {name}\n");
        }
    }

    private static IEnumerable<string> Expressions()
    {
        foreach (Match expression in Expression().Matches(File.ReadAllText(Alerts)))
        {
            yield return expression.Groups[1].Value;
        }

        foreach (var expression in Of(File.ReadAllText(Repository.PathOf("deploy", "grafana", "dashboard.json")).AsJson()))
        {
            yield return expression;
        }
    }

    private static IEnumerable<string> Of(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => property.NameEquals("expr") ? [property.Value.GetString()!] : Of(property.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Of),
        _ => [],
    };

    [GeneratedRegex(@"^\s+(?:- )?alert: (\w+)$", RegexOptions.Multiline)]
    private static partial Regex Alert();

    // Up to the next key of the rule.
    [GeneratedRegex(@"^\s+expr: (.*?)^\s+(?:for|labels):", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Expression();
}

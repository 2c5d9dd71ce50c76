using System.Net;
using Gateway.Servers;
using Gateway.Tests.Support;

namespace Gateway.Tests.Telemetry;

/// <summary>What <c>/metrics</c> shows: names that dashboards and alerts rely on, and numbers that are true.</summary>
public sealed class MetricsTests(ITestOutputHelper output)
{
    /// <summary>One series of each metric, as it stands before anything was asked of the gateway.</summary>
    private static readonly Dictionary<string, double> FromTheFirst = new()
    {
        ["""gateway_creates_total{model="viduq3-pro",outcome="accepted"}"""] = 0,
        ["""gateway_creates_total{model="none",outcome="refused"}"""] = 0,
        ["""gateway_attempts_total{outcome="ambiguous",upstream="toapis"}"""] = 0,
        ["""gateway_polls_total{result="completed",upstream="legacy"}"""] = 0,
        ["""gateway_tasks{state="queued"}"""] = 0,
        ["""gateway_tasks{state="submitting"}"""] = 0,
        ["""gateway_tasks{state="polling"}"""] = 0,
        ["""gateway_tasks{state="unknown"}"""] = 0,
        ["""gateway_task_oldest_seconds{state="polling"}"""] = 0,
        ["""gateway_task_seconds_count{model="viduq3-pro",status="completed"}"""] = 0,
        ["""gateway_task_seconds_bucket{model="viduq3-pro",status="failed",le="+Inf"}"""] = 0,
        ["""gateway_detection_lag_seconds_count{upstream="apimart"}"""] = 0,
        ["gateway_queue_length"] = 0,
        ["""gateway_pool_keys{state="active",upstream="toapis"}"""] = 1,
        ["""gateway_pool_keys{state="disabled",upstream="toapis"}"""] = 0,
        ["""gateway_pool_in_flight{pool_key="one",upstream="toapis"}"""] = 0,
        ["""gateway_breaker_open{upstream="toapis"}"""] = 0,
        ["""gateway_refusals_total{reason="insufficient_quota"}"""] = 0,
        ["""gateway_credits_total{kind="charge"}"""] = 0,
        ["gateway_credits_reserved"] = 0,
        ["gateway_unresolved_tasks"] = 0,
        ["""gateway_callbacks_total{result="delivered"}"""] = 0,
        ["gateway_callbacks_pending"] = 0,
        ["gateway_waiters"] = 0,
    };

    [Theory]
    [EachEngine]
    public async Task Every_series_exists_from_the_first_scrape(string engine)
    {
        await Engines.Require(engine);
        await using var upstreams = await SandboxHost.Start();
        await using var gateway = await GatewayHost.Start(upstreams.Url, engine: engine);
        var first = await Scrape.Of(gateway);
        foreach (var (series, value) in FromTheFirst)
        {
            first[Ordered(first, series)].ShouldBe(value, series);
        }

        string[] others = ["gateway_store_commit_seconds_bucket", "gateway_store_group_operations_bucket", "gateway_build_info", "dotnet_gc_collections_total"];
        others.Except(first.Names).ShouldBeEmpty();
        // The framework's own count of requests begins with the end of the first one.
        (await Scrape.Of(gateway)).Names.ShouldContain("http_server_request_duration_seconds_bucket");
    }

    [Theory]
    [EachEngine]
    public async Task A_completed_task_a_refusal_and_a_lost_answer_are_counted(string engine)
    {
        await Engines.Require(engine);
        await using var upstreams = await SandboxHost.Start();
        await using var gateway = await GatewayHost.Start(upstreams.Url, engine: engine, settings: [("Submission:UnknownAfter", "00:00:00.300")]);
        var task = await gateway.Finish(await gateway.Created(SeedExamples.Text));
        using var refused = await gateway.Create("""{"model":"viduq3-pro"}""");
        using var stranger = gateway.NewClient("sk-stranger");
        using var unknown = await stranger.Create(SeedExamples.Text);
        var lost = await gateway.Created(SeedExamples.WithFault("reset_after"), ("X-Gateway-Upstream", "legacy"));
        await gateway.Finish(lost);
        // Changes are counted when their events are heard, which is after the commit; figures of the store are read every few seconds.
        await Eventually.True(async () => await Scrape.Of(gateway) is var now && now["gateway_unresolved_tasks"] == 1 && IsBalanced(now));

        var scrape = await Scrape.Of(gateway);
        output.WriteLine(scrape.Text);
        double Value(string series) => scrape[Ordered(scrape, series)];
        Value("""gateway_creates_total{model="viduq3-pro",outcome="accepted"}""").ShouldBe(2);
        Value("""gateway_creates_total{model="none",outcome="refused"}""").ShouldBe(2);
        Value("""gateway_refusals_total{reason="invalid_request"}""").ShouldBe(1);
        Value("""gateway_refusals_total{reason="unauthorized"}""").ShouldBe(1);
        Value("""gateway_attempts_total{outcome="accepted",upstream="toapis"}""").ShouldBe(1);
        Value("""gateway_attempts_total{outcome="ambiguous",upstream="legacy"}""").ShouldBe(1);
        Value("""gateway_polls_total{result="completed",upstream="toapis"}""").ShouldBe(1);
        Value("""gateway_task_seconds_count{model="viduq3-pro",status="completed"}""").ShouldBe(1);
        Value("""gateway_task_seconds_count{model="viduq3-pro",status="failed"}""").ShouldBe(1);
        Value("""gateway_credits_total{kind="charge"}""").ShouldBeGreaterThan(0);
        // Nobody knows whether the lost one is billed: it is neither charged nor refunded.
        Value("gateway_credits_reserved").ShouldBeGreaterThan(0);
        Value("""gateway_credits_total{kind="reserve"}""").ShouldBe(Value("""gateway_credits_total{kind="charge"}""") + Value("gateway_credits_reserved"));
        Value("""gateway_detection_lag_seconds_count{upstream="toapis"}""").ShouldBeGreaterThan(0);
        Value("""gateway_detection_lag_seconds_bucket{upstream="toapis",le="5"}""").ShouldBe(Value("""gateway_detection_lag_seconds_count{upstream="toapis"}"""));
        Value("gateway_store_commit_seconds_count").ShouldBeGreaterThan(3);
        task.Text("status").ShouldBe("completed");
    }

    [Theory]
    [EachEngine]
    public async Task Gauges_say_what_is_under_way(string engine)
    {
        await Engines.Require(engine);
        await using var upstreams = await SandboxHost.Start(runsFor: TimeSpan.FromMinutes(5));
        await using var gateway = await GatewayHost.Start(upstreams.Url, engine: engine, settings: [("Upstreams:toapis:Keys:0:MaxInFlight", "1")]);
        await gateway.Created(SeedExamples.Text, ("X-Gateway-Upstream", "toapis"));
        await gateway.Created(SeedExamples.Text, ("X-Gateway-Upstream", "toapis"));
        await Eventually.True(async () => (await Scrape.Of(gateway))["gateway_queue_length"] == 1);
        var scrape = await Scrape.Of(gateway);
        scrape["""gateway_tasks{state="polling"}"""].ShouldBe(1);
        scrape["""gateway_tasks{state="queued"}"""].ShouldBe(1);
        scrape[Ordered(scrape, """gateway_pool_in_flight{pool_key="one",upstream="toapis"}""")].ShouldBe(1);
        scrape["gateway_credits_reserved"].ShouldBeGreaterThan(0);
        scrape["""gateway_task_oldest_seconds{state="polling"}"""].ShouldBeInRange(0.001, 60);
    }

    [Fact]
    public async Task Promtool_finds_nothing_wrong_with_the_page()
    {
        Promtool.Require();
        await using var upstreams = await SandboxHost.Start();
        await using var gateway = await GatewayHost.Start(upstreams.Url);
        await gateway.Finish(await gateway.Created(SeedExamples.Text));
        var scrape = await Scrape.Of(gateway);
        var (exit, said) = await Promtool.Run(["check", "metrics"], scrape.Text);
        exit.ShouldBe(0, said);
        said.ShouldBeEmpty();
    }

    [Fact]
    public async Task With_a_port_of_its_own_it_is_there_and_nowhere_else()
    {
        var port = ServerScript.FreePort();
        await using var gateway = await GatewayHost.Start(settings: [("Metrics:Port", $"{port}")]);
        using var client = new HttpClient { BaseAddress = new Uri(gateway.Url) };
        using var elsewhere = await client.GetAsync("/metrics");
        elsewhere.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var there = await client.GetAsync($"http://127.0.0.1:{port}/metrics");
        (await there.Content.ReadAsStringAsync()).ShouldContain("gateway_build_info");
        using var other = await client.GetAsync($"http://127.0.0.1:{port}/v1/models");
        other.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        // A client writes the Host header itself.
        using var pretended = new HttpRequestMessage(HttpMethod.Get, "/metrics") { Headers = { Host = $"127.0.0.1:{port}" } };
        using var refused = await client.SendAsync(pretended);
        refused.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_store_that_cannot_be_asked_gives_no_values_and_not_zeros()
    {
        using var folder = new TestFolder();
        await using var gateway = await GatewayHost.Start(null, folder.File("gateway.db"));
        SqliteFile.Execute(folder.File("gateway.db"), "ALTER TABLE spending RENAME TO gone");
        var scrape = await Scrape.Of(gateway);
        SqliteFile.Execute(folder.File("gateway.db"), "ALTER TABLE gone RENAME TO spending");
        scrape.Names.ShouldNotContain("gateway_queue_length");
        scrape.Names.ShouldContain("gateway_pool_keys");
    }

    /// <summary>The series as this page writes it, whatever the order of its labels.</summary>
    private static string Ordered(Scrape scrape, string series) =>
        scrape.Series.FirstOrDefault(other => Labels(other).SetEquals(Labels(series))) ?? series;

    /// <summary>What was reserved is charged, or still reserved.</summary>
    private static bool IsBalanced(Scrape scrape) =>
        scrape[Ordered(scrape, """gateway_credits_total{kind="charge"}""")] is > 0 and var charged
        && scrape["gateway_credits_reserved"] is > 0 and var reserved
        && scrape[Ordered(scrape, """gateway_credits_total{kind="reserve"}""")] == charged + reserved;

    private static HashSet<string> Labels(string series) => [.. series.TrimEnd('}').Split('{', ',')];
}

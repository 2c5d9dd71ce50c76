using Gateway.Canonical;
using Gateway.Dialects;
using Gateway.Routing;
using Gateway.Tests.Support;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Tests.Routing;

/// <summary>Which pool key gets the work, and what happens when none has room.</summary>
public sealed class PoolTests : IAsyncLifetime
{
    private const string Endless = """{"model":"viduq3-mix","prompt":"A cat [sandbox:never_ends]","image_urls":["https://a.example/1.png"],"metadata":{"bgm":true}}""";
    private SandboxHost upstreams = null!;

    public async ValueTask InitializeAsync() => upstreams = await SandboxHost.Start();

    public ValueTask DisposeAsync() => upstreams.DisposeAsync();

    [Theory, EachEngine]
    public async Task Work_is_shared_by_weight(string engine)
    {
        await using var gateway = await GatewayHost.Start(upstreams.Url, settings:
        [
            ("Upstreams:legacy:Keys:0:Weight", "3"),
            ("Upstreams:legacy:Keys:1:Id", "two"),
            ("Upstreams:legacy:Keys:1:Secret", SandboxHost.Keys[1]),
        ], engine: engine);
        for (var i = 0; i < 40; i++)
        {
            await gateway.Created(Endless);
        }

        upstreams.State.Jobs.Count(job => job.Key == SandboxHost.Keys[0]).ShouldBe(30);
        upstreams.State.Jobs.Count(job => job.Key == SandboxHost.Keys[1]).ShouldBe(10);
    }

    [Theory, EachEngine]
    public async Task A_full_pool_queues_in_turn_and_every_task_is_served_in_the_end(string engine)
    {
        await using var gateway = await GatewayHost.Start(upstreams.Url, settings: [("Upstreams:legacy:Keys:0:MaxInFlight", "2")], engine: engine);
        var body = """{"model":"viduq3-mix","prompt":"A cat","image_urls":["https://a.example/1.png"],"metadata":{"bgm":true}}""";
        var ids = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => gateway.Created(body)));
        (await Task.WhenAll(ids.Select(gateway.Get))).Count(task => task.At("metadata").TryGetProperty("queue_position", out _)).ShouldBeGreaterThan(0);
        foreach (var id in ids)
        {
            (await gateway.Finish(id, 30)).Text("status").ShouldBe("completed");
        }

        upstreams.State.Jobs.Count.ShouldBe(12);
        MostAtOnce().ShouldBeLessThanOrEqualTo(2);
    }

    [Theory, EachEngine]
    public async Task Queued_tasks_know_their_place_and_no_team_waits_behind_another_teams_queue(string engine)
    {
        await using var gateway = await GatewayHost.Start(upstreams.Url, settings: [("Upstreams:legacy:Keys:0:MaxInFlight", "1")], engine: engine);
        await gateway.Created(Endless);
        var mine = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            mine.Add(await gateway.Created(Endless));
        }

        using var other = gateway.NewClient(GatewayHost.OtherKey);
        var theirs = await (await other.Create(Endless)).Json();

        // Each team's first, then each team's second.
        theirs.At("metadata", "queue_position").GetInt32().ShouldBe(2);
        var places = new List<int>();
        foreach (var id in mine)
        {
            var task = await gateway.Get(id);
            task.Text("status").ShouldBe("queued");
            places.Add(task.At("metadata", "queue_position").GetInt32());
        }

        places.ShouldBe([1, 3, 4]);
    }

    [Theory, EachEngine]
    public async Task Teams_take_turns_though_one_place_becomes_free_at_a_time_and_whatever_model_they_want(string engine)
    {
        await using var slow = await SandboxHost.Start(runsFor: TimeSpan.FromMilliseconds(500));
        await using var gateway = await GatewayHost.Start(slow.Url, settings: [("Upstreams:legacy:Keys:0:MaxInFlight", "1")], engine: engine);
        using var other = gateway.NewClient(GatewayHost.OtherKey);
        string[] models = ["viduq3-pro", "viduq3-turbo"];
        var places = new List<string>();
        foreach (var (client, name) in ((HttpClient, string)[])
            [(gateway.Client, "A0"), (gateway.Client, "A1"), (gateway.Client, "A2"), (gateway.Client, "A3"), (gateway.Client, "A4"), (other, "B1"), (other, "B2")])
        {
            var model = models[(name[1] - '0') % 2];
            using var response = await client.Create($$"""{"model":"{{model}}","prompt":"{{name}}"}""", ("X-Gateway-Upstream", "legacy"));
            var task = await response.Json();
            places.Add(task.At("metadata").TryGetProperty("queue_position", out var place) ? place.ToString() : "");
        }

        places.ShouldBe(["", "1", "2", "3", "4", "2", "4"]);
        await Eventually.True(() => slow.State.Jobs.Count == 7, 20);
        slow.State.Jobs.OrderBy(job => job.CreatedAt).Select(job => job.Body.AsJson().Text("prompt"))
            .ShouldBe(["A0", "A1", "B1", "A2", "B2", "A3", "A4"]);
    }

    [Theory, EachEngine]
    public async Task A_team_that_comes_again_and_again_does_not_starve_one_that_waits(string engine)
    {
        await using var gateway = await GatewayHost.Start(upstreams.Url, settings: [("Upstreams:legacy:Keys:0:MaxInFlight", "1")], engine: engine);
        using var other = gateway.NewClient(GatewayHost.OtherKey);
        var body = Endless.Replace(" [sandbox:never_ends]", "", StringComparison.Ordinal);
        for (var i = 0; i < 4; i++)
        {
            await gateway.Created(body);
        }

        // Always one of theirs waits, and never two.
        for (var i = 1; i <= 3; i++)
        {
            using var response = await other.Create(body);
            await other.Wait((await response.Json()).Text("id"), ["completed"]);
            upstreams.State.Jobs.Count.ShouldBeGreaterThanOrEqualTo(2 * i);
        }
    }

    [Theory, EachEngine]
    public async Task A_create_that_no_key_can_take_is_refused_though_others_wait_in_the_queue(string engine)
    {
        await using var gateway = await GatewayHost.Start(upstreams.Url, settings: [("Upstreams:legacy:Keys:0:MaxInFlight", "1"), Admin.Operator.Setting], engine: engine);
        await gateway.Created(Endless);
        await gateway.Created(Endless);
        using var admin = new Admin.Operator(gateway);
        await admin.Done("POST", "/upstreams/legacy/keys/one/disable");
        using var refused = await gateway.Create(Endless);
        ((int)refused.StatusCode, (await refused.Json()).Text("error", "code")).ShouldBe((503, "upstream_unavailable"));
    }

    [Theory, EachEngine]
    public async Task A_full_queue_refuses_and_loses_nothing(string engine)
    {
        await using var gateway = await GatewayHost.Start(upstreams.Url, settings:
            [("Upstreams:legacy:Keys:0:MaxInFlight", "1"), ("Submission:QueueLimit", "2"), ("Submission:QueueLimitPerTeam", "2"), ("Clients:0:MaxConcurrentTasks", "50")], engine: engine);
        for (var i = 0; i < 3; i++)
        {
            await gateway.Created(Endless);
        }

        using var refused = await gateway.Create(Endless);
        ((int)refused.StatusCode, (await refused.Json()).Text("error", "code")).ShouldBe((503, "upstream_unavailable"));
        refused.Headers.RetryAfter.ShouldNotBeNull();
        (await (await gateway.Client.GetAsync("/v1/usage")).Json()).Text("concurrent_tasks", "used").ShouldBe("3");
    }

    [Theory]
    [EachEngine("4", "0", 2)]
    [EachEngine("3", "0", 2)]
    [EachEngine("4", "3", 3)]
    public async Task One_team_cannot_fill_the_whole_queue(string engine, string limit, string perTeam, int room)
    {
        await using var gateway = await GatewayHost.Start(upstreams.Url, settings:
            [("Upstreams:legacy:Keys:0:MaxInFlight", "1"), ("Submission:QueueLimit", limit), ("Submission:QueueLimitPerTeam", perTeam)], engine: engine);
        for (var i = 0; i < room + 1; i++)
        {
            await gateway.Created(Endless);
        }

        using var refused = await gateway.Create(Endless);
        ((int)refused.StatusCode, (await refused.Json()).Text("error", "code")).ShouldBe((503, "upstream_unavailable"));
        refused.Headers.RetryAfter.ShouldNotBeNull();
        using var other = gateway.NewClient(GatewayHost.OtherKey);
        using var taken = await other.Create(Endless);
        ((int)taken.StatusCode).ShouldBe(200);
    }

    [Fact]
    public void A_key_rests_no_longer_because_the_machines_clock_was_set()
    {
        var target = Some.Target();
        var time = new ManualTime();
        var pool = new Pool(time, NullLogger<Pool>.Instance);
        pool.Report(target, "viduq3-pro", new SubmitOutcome.Unavailable(UnavailableCause.RateLimited, TimeSpan.FromSeconds(7)), "video_1");
        pool.Report(target, "viduq3-pro", new SubmitOutcome.Unavailable(UnavailableCause.BalanceShort), "video_1");
        time.Set(TimeSpan.FromDays(-1));
        var now = time.Now();
        pool.View(target.Upstream, target.Key).Until.ShouldBe(now + TimeSpan.FromMinutes(5));
        CanTake().ShouldBeFalse();
        time.Advance(TimeSpan.FromMinutes(5));
        CanTake().ShouldBeTrue();

        bool CanTake() => pool.Offers([new Candidate(target.Route, target.Upstream)], "viduq3-pro").Count > 0;
    }

    [Theory, EachEngine]
    public async Task A_queue_outlives_the_process(string engine)
    {
        await using var database = await TestDatabase.On(engine);
        string[] ids;
        await using (var first = await GatewayHost.Start(upstreams.Url, database, [("Upstreams:legacy:Keys:0:MaxInFlight", "1")]))
        {
            await first.Created(Endless);
            ids = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => first.Created(Endless.Replace(" [sandbox:never_ends]", "", StringComparison.Ordinal))));
        }

        await using var second = await GatewayHost.Start(upstreams.Url, database, [("Upstreams:legacy:Keys:0:MaxInFlight", "2")]);
        foreach (var id in ids)
        {
            (await second.Finish(id)).Text("status").ShouldBe("completed");
        }
    }

    [Theory, EachEngine]
    public async Task A_keys_requests_per_minute_are_kept_and_the_rest_waits(string engine)
    {
        await using var gateway = await GatewayHost.Start(upstreams.Url, settings: [("Upstreams:legacy:Keys:0:RequestsPerMinute", "5")], engine: engine);
        for (var i = 0; i < 8; i++)
        {
            await gateway.Created(Endless);
        }

        upstreams.State.Jobs.Count.ShouldBe(5);
    }

    [Theory, EachEngine]
    public async Task A_429_cools_the_key_for_its_model_only_and_never_for_less_than_it_asked(string engine)
    {
        await using var gateway = await GatewayHost.Start(upstreams.Url, settings: [("Upstreams:apimart:Enabled", "false"), ("Upstreams:legacy:Enabled", "false")], engine: engine);
        upstreams.State.Script("toapis", "rate_limited:60");
        ((int)(await gateway.Create(SeedExamples.Text)).StatusCode).ShouldBe(503);
        ((int)(await gateway.Create(SeedExamples.Text)).StatusCode).ShouldBe(503);
        upstreams.State.Requests["toapis"].Creates.ShouldBe(1, "a cooling key is not asked");
        await gateway.Created(SeedExamples.All["s001-image"]);
    }

    [Fact]
    public async Task A_dead_upstream_costs_nothing_after_a_few_tries()
    {
        await using var gateway = await GatewayHost.Start(upstreams.Url, settings: [("Upstreams:toapis:BaseUrl", "http://127.0.0.1:1")]);
        for (var i = 0; i < 20; i++)
        {
            await gateway.Created(SeedExamples.Text);
        }

        gateway.Log.Lines.Count(line => line.Contains("unavailable (nothing was sent: connection refused) upstream=toapis", StringComparison.Ordinal)).ShouldBe(10);
        upstreams.State.Jobs.Count(job => job.Upstream == "apimart").ShouldBe(20);
    }

    [Fact]
    public void A_key_that_every_poll_finds_refused_is_reported_once()
    {
        var target = Some.Target();
        using var log = new CapturedLog();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(log));
        var pool = new Pool(new ManualTime(), loggers.CreateLogger<Pool>());
        for (var i = 0; i < 10; i++)
        {
            pool.Refused(target.Upstream, target.Key);
        }

        log.Lines.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(7, 7)]
    [InlineData(2_147_483_647, 86_400)]
    public void A_key_cools_as_long_as_the_upstream_asks_for_within_reason(int retryAfter, int seconds)
    {
        var target = Some.Target();
        var time = new ManualTime();
        var pool = new Pool(time, NullLogger<Pool>.Instance);
        pool.Report(target, "viduq3-pro", new SubmitOutcome.Unavailable(UnavailableCause.RateLimited, TimeSpan.FromSeconds(retryAfter)), "video_1");
        time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        pool.State(target.Upstream, target.Key).CanTake("viduq3-pro", time.Now()).ShouldBeFalse();
        time.Advance(TimeSpan.FromMilliseconds(1));
        pool.State(target.Upstream, target.Key).CanTake("viduq3-pro", time.Now()).ShouldBeTrue();
    }

    private int MostAtOnce()
    {
        // Sandbox jobs take 200 ms from their creation.
        var starts = upstreams.State.Jobs.Select(job => job.CreatedAt).Order().ToList();
        return starts.Max(start => starts.Count(other => other <= start && other > start - TimeSpan.FromMilliseconds(200)));
    }
}

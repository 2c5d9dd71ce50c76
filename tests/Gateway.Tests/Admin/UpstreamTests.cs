using System.Text.Json;
using Gateway.Tests.Support;

namespace Gateway.Tests.Admin;

/// <summary>Upstreams and pool keys: what operators see, and their switch.</summary>
public sealed class UpstreamTests : IAsyncLifetime
{
    private readonly TestFolder folder = new();
    private SandboxHost upstreams = null!;
    private TestDatabase database = null!;
    private GatewayHost gateway = null!;
    private Operator admin = null!;

    public async ValueTask InitializeAsync()
    {
        upstreams = await SandboxHost.Start(runsFor: TimeSpan.FromMinutes(10));
        await On(Engines.Sqlite);
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        await database.DisposeAsync();
        await upstreams.DisposeAsync();
        folder.Dispose();
    }

    [Theory, EachEngine]
    public async Task Each_upstream_is_shown_with_its_keys_and_no_secret(string engine)
    {
        await On(engine);
        await gateway.Created(SeedExamples.Text);
        var list = await admin.Get("/upstreams");
        list.At("data").EnumerateArray().Select(row => row.Text("name")).ShouldBe(["apimart", "legacy", "toapis"]);
        var toapis = list.At("data", 2);
        (toapis.Text("dialect"), toapis.Text("enabled"), toapis.Text("simulated"), toapis.Text("breaker_open")).ShouldBe(("toapis", "True", "False", "False"));
        toapis.At("keys", 0).ToString().ShouldBe(
            """{"id":"one","state":"active","reason":null,"until":null,"in_flight":1,"weight":1,"max_in_flight":9}""");
        toapis.At("keys", 2).Text("state").ShouldBe("draining");
        list.At("data", 1, "keys", 0).Text("state").ShouldBe("draining");
        list.ToString().ShouldNotContain(SandboxHost.Keys[0]);
        list.ToString().ShouldNotContain(SandboxHost.Keys[1]);
    }

    [Fact]
    public async Task Simulated_upstreams_say_so()
    {
        await using var simulated = await GatewayHost.Start(settings: [Operator.Setting, ("Sandbox:Enabled", "true"), ("Sandbox:Journal", folder.File("jobs"))]);
        using var operators = new Operator(simulated);
        (await operators.Get("/upstreams")).At("data").EnumerateArray().ShouldAllBe(row => row.At("simulated").GetBoolean());
    }

    [Theory, EachEngine]
    public async Task A_disabled_key_gets_no_new_work_also_after_a_restart(string engine)
    {
        await On(engine);
        var disabled = await admin.Done("POST", "/upstreams/toapis/keys/one/disable");
        (disabled.Text("state"), disabled.Text("reason")).ShouldBe(("disabled", "disabled by an operator"));
        await gateway.Created(SeedExamples.Text);
        upstreams.State.Jobs[^1].Key.ShouldBe(SandboxHost.Keys[1]);

        await admin.Done("POST", "/upstreams/TOAPIS/keys/two/disable");
        await gateway.Created(SeedExamples.Text);
        upstreams.State.Jobs[^1].Upstream.ShouldBe("apimart");

        await Stop();
        await Start();
        (await Key("one")).Text("state").ShouldBe("disabled");
        (await Key("two")).Text("state").ShouldBe("disabled");
        await gateway.Created(SeedExamples.Text);
        upstreams.State.Jobs[^1].Upstream.ShouldBe("apimart");

        (await admin.Done("POST", "/upstreams/toapis/keys/one/enable")).Text("state").ShouldBe("active");
        await gateway.Created(SeedExamples.Text);
        upstreams.State.Jobs[^1].Key.ShouldBe(SandboxHost.Keys[0]);

        await Stop();
        await Start();
        ((await Key("one")).Text("state"), (await Key("two")).Text("state")).ShouldBe(("active", "disabled"));
    }

    [Theory, EachEngine]
    public async Task A_disabled_key_still_follows_what_it_created(string engine)
    {
        await using var quick = await SandboxHost.Start(queuedFor: TimeSpan.FromMilliseconds(300));
        await using var host = await GatewayHost.Start(quick.Url, settings: [Operator.Setting], engine: engine);
        using var operators = new Operator(host);
        var id = await host.Created(SeedExamples.Text);
        (await operators.Done("POST", "/upstreams/toapis/keys/one/disable")).At("in_flight").GetInt32().ShouldBe(1);
        (await host.Finish(id)).Text("status").ShouldBe("completed");
    }

    [Theory]
    [EachEngine("unauthorized", "disabled", "refused by the upstream", false)]
    [EachEngine("payment_required", "exhausted", "its balance is short", true)]
    [EachEngine("rate_limited:60", "cooling", "too many requests: viduq3-pro", true)]
    public async Task What_the_gateway_made_of_a_key_is_shown_and_ended_by_enable(string engine, string fault, string state, string reason, bool hasEnd)
    {
        await On(engine);
        upstreams.State.Script("toapis", fault);
        await gateway.Created(SeedExamples.Text);
        var key = await Key("one");
        (key.Text("state"), key.Text("reason"), key.At("until").ValueKind == JsonValueKind.Number).ShouldBe((state, reason, hasEnd));
        if (hasEnd)
        {
            key.At("until").GetInt64().ShouldBeGreaterThan(DateTimeOffset.UtcNow.ToUnixTimeSeconds());
        }

        await admin.Done("POST", "/upstreams/toapis/keys/one/enable");
        (await Key("one")).Text("state").ShouldBe("active");
    }

    [Theory]
    [InlineData("/upstreams/nobody/keys/one/disable")]
    [InlineData("/upstreams/toapis/keys/nobody/enable")]
    [InlineData("/upstreams/toapis/keys/one/destroy")]
    public async Task What_is_not_there_is_not_found(string path) =>
        (await admin.Refused("POST", path)).ShouldBe((404, "not_found", ""));

    private async Task<JsonElement> Key(string id) => (await admin.Get("/upstreams")).At("data", 2, "keys").EnumerateArray().Single(key => key.Text("id") == id);

    /// <summary>Goes on with a gateway on this engine.</summary>
    private async Task On(string engine)
    {
        await Engines.Require(engine);
        if (database is not null)
        {
            await Stop();
            await database.DisposeAsync();
        }

        database = await TestDatabase.On(engine);
        await Start();
    }

    private async Task Start()
    {
        gateway = await GatewayHost.Start(upstreams.Url, database,
        [
            Operator.Setting,
            ("Upstreams:toapis:Keys:0:MaxInFlight", "9"),
            ("Upstreams:toapis:Keys:1:Id", "two"),
            ("Upstreams:toapis:Keys:1:Secret", SandboxHost.Keys[1]),
            ("Upstreams:toapis:Keys:2:Id", "old"),
            ("Upstreams:toapis:Keys:2:Secret", "sk-old"),
            ("Upstreams:toapis:Keys:2:Enabled", "false"),
            ("Upstreams:legacy:Enabled", "false"),
        ]);
        admin = new Operator(gateway);
    }

    private async Task Stop()
    {
        admin.Dispose();
        await gateway.DisposeAsync();
    }
}

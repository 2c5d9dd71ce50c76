using System.Net;
using Gateway.Simulation;
using Gateway.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace Gateway.Tests.Simulation;

/// <summary>What is simulated never stands in for what is real.</summary>
public sealed class SimulationTests : IAsyncLifetime
{
    private readonly TestFolder folder = new();
    private SandboxHost upstreams = null!;

    public async ValueTask InitializeAsync() => upstreams = await SandboxHost.Start();

    public async ValueTask DisposeAsync()
    {
        await upstreams.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public void In_development_everything_is_simulated_while_no_upstream_has_a_key()
    {
        var settings = Read(isDevelopment: true);
        settings.Faults.ShouldBeEmpty();
        settings.Upstreams.ShouldAllBe(upstream => upstream.IsSimulated());
        settings.Clients.Single().Key.ShouldBe(Settings.SandboxClientKey);
        settings.HasSandboxOperator.ShouldBeTrue();
        Read(isDevelopment: false).Upstreams.ShouldAllBe(upstream => upstream.Keys.Count == 0);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public void Beside_an_upstream_with_a_key_nothing_is_simulated(string enabled)
    {
        var settings = Read(isDevelopment: true, [.. RealToapis(), ("Upstreams:toapis:Enabled", enabled)]);
        settings.Faults.ShouldBeEmpty();
        settings.Upstreams.ShouldAllBe(upstream => !upstream.IsSimulated());
        settings.Simulation.Enabled.ShouldBeFalse();
        settings.Clients.ShouldBeEmpty();
        settings.Admin.IsOff.ShouldBeTrue();
    }

    [Fact]
    public void The_operators_sandbox_key_is_for_development_and_gives_way_to_a_real_one()
    {
        Read(isDevelopment: false, ("Sandbox:Enabled", "true")).Admin.IsOff.ShouldBeTrue();
        Read(isDevelopment: true, ("Admin:Key", "an-operators-own-words")).HasSandboxOperator.ShouldBeFalse();
    }

    [Theory]
    [InlineData("sk-sandbox", "an-operators-own-words", "Clients")]
    [InlineData("sk-own", "adm-sandbox-operator-0000", "Admin:Key")]
    public void A_key_that_everybody_knows_is_refused_beside_a_real_upstream(string client, string admin, string fault)
    {
        (string, string?)[] known = [("Clients:0:Name", "known"), ("Clients:0:Key", client), ("Admin:Key", admin)];
        Read(isDevelopment: true, known).Faults.ShouldBeEmpty();
        foreach (var explicitly in (string?[])[null, "true"])
        {
            Read(isDevelopment: true, [.. known, .. RealToapis(), ("Sandbox:Enabled", explicitly)])
                .Faults.ShouldHaveSingleItem().ShouldStartWith(fault + " ");
        }
    }

    [Theory]
    [InlineData("unauthorized")]
    [InlineData("payment_required")]
    [InlineData("rate_limited")]
    public async Task A_simulated_upstream_does_not_take_over_from_a_real_one(string fault)
    {
        await using var gateway = await Mixed();
        upstreams.State.Script("toapis", fault);
        using var response = await gateway.Create(SeedExamples.Text);
        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await response.Json()).Text("error", "code").ShouldBe("upstream_unavailable");
    }

    [Fact]
    public async Task A_simulated_upstream_serves_no_model_that_a_real_one_serves_even_when_asked_for_by_name()
    {
        await using var gateway = await Mixed(("Upstreams:toapis:Enabled", "false"));
        using var any = await gateway.Create(SeedExamples.Text);
        any.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        using var pinned = await gateway.Create(SeedExamples.Text, ("X-Gateway-Upstream", "apimart"));
        pinned.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_model_that_only_simulated_upstreams_serve_is_simulated_when_the_settings_say_so()
    {
        // VEO is at toapis alone.
        await using var gateway = await GatewayHost.Start(settings:
        [
            .. Simulated(), ("Upstreams:apimart:BaseUrl", $"{upstreams.Url}/apimart"), ("Upstreams:apimart:Keys:0:Id", "one"), ("Upstreams:apimart:Keys:0:Secret", SandboxHost.Keys[0]),
        ]);
        var id = await gateway.Created("""{"model":"veo3.1-fast","prompt":"A cat playing piano"}""");
        (await gateway.Finish(id)).Text("status").ShouldBe("completed");
        upstreams.State.Jobs.ShouldBeEmpty();
    }

    [Fact]
    public async Task Beside_a_real_upstream_there_is_no_control_of_the_sandbox()
    {
        await using var gateway = await Mixed();
        using var client = gateway.NewClient(SimulationOptions.PoolSecret);
        (await client.GetAsync("/sandbox/control/jobs")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_sandbox_shows_what_clients_sent_only_to_its_own_key()
    {
        await using var gateway = await GatewayHost.Start(settings: [("Sandbox:Enabled", "true"), ("Sandbox:Journal", folder.File("jobs"))]);
        await gateway.Created(SeedExamples.Text);
        (await gateway.Client.GetAsync("/sandbox/control/jobs")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var harness = gateway.NewClient(SimulationOptions.PoolSecret);
        (await harness.GetStringAsync("/sandbox/control/jobs")).ShouldContain("piano");
    }

    [Fact]
    public async Task The_greeting_says_what_is_simulated_and_what_is_real()
    {
        await using var gateway = new GatewayProcess();
        gateway.Settings["ASPNETCORE_ENVIRONMENT"] = "Development";
        await gateway.Start(Settings.SandboxClientKey);
        await Eventually.True(() => gateway.Output.Contains("toapis: simulated", StringComparison.Ordinal));
        await Eventually.True(() => gateway.Output.Contains(Settings.SandboxOperatorKey, StringComparison.Ordinal));
        (await gateway.Get("/admin/v1/keys", Settings.SandboxOperatorKey)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await gateway.Kill();

        gateway.Settings["Upstreams__toapis__BaseUrl"] = $"{upstreams.Url}/toapis";
        gateway.Settings["Upstreams__toapis__Keys__0__Id"] = "one";
        gateway.Settings["Upstreams__toapis__Keys__0__Secret"] = SandboxHost.Keys[0];
        await gateway.Start(Settings.SandboxClientKey);
        await Eventually.True(() => gateway.Output.Contains("toapis: real", StringComparison.Ordinal));
        await Eventually.True(() => gateway.Output.Contains("apimart: no key", StringComparison.Ordinal));
        (await gateway.Get("/v1/models", Settings.SandboxClientKey)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await gateway.Get("/admin/v1/keys", Settings.SandboxOperatorKey)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await gateway.Kill();

        gateway.Settings["Sandbox__Enabled"] = "true";
        await gateway.Start();
        await Eventually.True(() => gateway.Output.Contains("apimart: simulated", StringComparison.Ordinal));
        await Eventually.True(() => gateway.Output.Contains("Simulated models, which no real upstream serves: viduq3-mix", StringComparison.Ordinal));
    }

    /// <summary>toapis is real, and the settings want the others simulated.</summary>
    private Task<GatewayHost> Mixed(params (string, string?)[] settings) => GatewayHost.Start(settings: [.. Simulated(), .. RealToapis(), .. settings]);

    private (string, string?)[] Simulated() =>
        [("Sandbox:Enabled", "true"), ("Sandbox:QueuedFor", "00:00:00"), ("Sandbox:RunsFor", "00:00:00"), ("Sandbox:Journal", folder.File("jobs"))];

    private (string, string?)[] RealToapis() =>
    [
        ("Upstreams:toapis:BaseUrl", $"{upstreams.Url}/toapis"), ("Upstreams:toapis:Keys:0:Id", "one"), ("Upstreams:toapis:Keys:0:Secret", SandboxHost.Keys[0]),
    ];

    private static Settings Read(bool isDevelopment, params (string Key, string? Value)[] settings) => Settings.Read(
        new ConfigurationBuilder()
            .AddJsonFile(Repository.PathOf("appsettings.json"))
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value)))
            .Build(),
        isDevelopment);
}

using Gateway.Listening;
using Gateway.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace Gateway.Tests.House;

/// <summary><c>Gateway --health</c>, as a container's health check runs it.</summary>
public sealed class HealthCommandTests
{
    [Fact]
    public async Task A_ready_gateway_is_healthy_until_it_drains_and_is_gone()
    {
        await using var upstreams = await SandboxHost.Start();
        await using var gateway = GatewayProcess.At(upstreams);
        gateway.Settings["Shutdown__ListenFor"] = "00:01:00";
        await gateway.Start();
        await using var health = Asking(await gateway.Url);

        (await health.Run()).ShouldBe(0, health.Output);
        health.Output.ShouldContain($"{await gateway.Url}/healthz/ready is answered 200, ok.");
        health.Errors.Trim().ShouldBeEmpty();

        await gateway.Signal();
        await Eventually.True(async () => !(await gateway.Get("/healthz/ready")).IsSuccessStatusCode);
        (await health.Run()).ShouldBe(1);
        health.Errors.Trim().ShouldEndWith("/healthz/ready is answered 503, draining.");

        await gateway.Kill();
        (await health.Run()).ShouldBe(1);
        health.Errors.ShouldContain("can't be asked");
    }

    [Fact]
    public async Task It_asks_beside_the_running_gateway_with_its_own_settings_and_names_no_secret()
    {
        await using var upstreams = await SandboxHost.Start();
        await using var gateway = GatewayProcess.At(upstreams);
        await gateway.Start();
        await using var health = GatewayProcess.At(upstreams);
        health.Arguments = ["--health", $"--Urls={await gateway.Url}"];
        health.Settings["Storage__ConnectionString"] = $"Data Source={gateway.Folder.Path}/data/gateway.db";
        health.Settings["HTTP_PROXY"] = "http://127.0.0.1:1";

        (await health.Run()).ShouldBe(0, health.Output);
        Directory.GetFileSystemEntries(health.Folder.Path).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("http://127.0.0.1:0")]
    [InlineData("nonsense")]
    public async Task An_address_that_nobody_can_ask_is_said(string urls)
    {
        await using var health = Asking(urls);

        (await health.Run()).ShouldBe(1);
        health.Errors.Trim().ShouldBe("Urls names no address with a port that could be asked.");
    }

    [Theory]
    [InlineData("http://localhost:8080", "http://localhost:8080")]
    [InlineData("http://+:8080", "http://127.0.0.1:8080")]
    [InlineData("http://*:80", "http://127.0.0.1:80")]
    [InlineData("http://0.0.0.0:8080", "http://127.0.0.1:8080")]
    [InlineData("http://[::]:8080", "http://127.0.0.1:8080")]
    [InlineData("http://gateway.internal:8080", "http://127.0.0.1:8080")]
    [InlineData("http://[::1]:8080", "http://[::1]:8080")]
    [InlineData("https://*:8443;http://127.0.0.2:8080", "http://127.0.0.2:8080")]
    [InlineData("https://*:8443", "https://127.0.0.1:8443")]
    [InlineData("", "http://localhost:8080")]
    [InlineData("http://127.0.0.1:0", null)]
    public void It_asks_where_this_machine_reaches_the_gateway(string urls, string? asked) =>
        ListenUrls.OnThisMachine(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("Urls", (string?)urls)]).Build()).ShouldBe(asked);

    /// <summary>It has the path from the settings too, in whatever way it is written there.</summary>
    [Theory]
    [InlineData("video")]
    [InlineData("/video/")]
    public async Task It_asks_below_the_path_prefix(string pathBase)
    {
        using var other = RawUpstream.Working(_ => RawUpstream.Answer(418, "no gateway"));
        await using var health = Asking(other.Url);
        health.Settings["PathBase"] = pathBase;

        (await health.Run()).ShouldBe(1);
        health.Errors.Trim().ShouldBe($"{other.Url}/video/healthz/ready is answered 418.");
    }

    private static GatewayProcess Asking(string urls)
    {
        var health = new GatewayProcess { Arguments = ["--health"] };
        health.Settings["Urls"] = urls;
        return health;
    }
}

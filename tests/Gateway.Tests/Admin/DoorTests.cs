using System.Net;
using Gateway.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace Gateway.Tests.Admin;

/// <summary>Who comes in: operators here, clients there, and nobody where there is no operators' key.</summary>
public sealed class DoorTests
{
    private static readonly (string Method, string Path)[] Calls =
    [
        ("POST", "/keys"), ("GET", "/keys"), ("GET", "/keys/x"), ("PATCH", "/keys/x"), ("DELETE", "/keys/x"), ("POST", "/keys/x/rotate"),
        ("GET", "/teams/x"), ("PUT", "/teams/x"), ("GET", "/usage"), ("GET", "/upstreams"),
        ("POST", "/upstreams/toapis/keys/one/disable"), ("POST", "/upstreams/toapis/keys/one/enable"),
        ("GET", "/tasks"), ("GET", "/tasks/x"), ("POST", "/tasks/x/resolve"),
    ];

    [Fact]
    public async Task Without_an_operators_key_there_is_nothing_at_all()
    {
        await using var gateway = await GatewayHost.Start();
        using var admin = new Operator(gateway);
        foreach (var (method, path) in Calls.Concat([("PATCH", "/keys"), ("DELETE", "/usage"), ("GET", ""), ("GET", "/nothing")]))
        {
            (await admin.Refused(method, path)).ShouldBe((404, "not_found", ""), $"{method} {path}");
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("operators-key-of-test")]
    [InlineData("operators-key-of-tests-and-more")]
    [InlineData(GatewayHost.Key)]
    public async Task Every_other_key_is_answered_the_same(string? key)
    {
        await using var gateway = await GatewayHost.Start(settings: [Operator.Setting]);
        using var stranger = new Operator(gateway, key);
        foreach (var (method, path) in Calls)
        {
            (await stranger.Refused(method, path)).ShouldBe((401, "unauthorized", ""), $"{method} {path}");
        }
    }

    [Fact]
    public async Task The_operators_key_is_no_clients_key()
    {
        await using var gateway = await GatewayHost.Start(settings: [Operator.Setting]);
        using var client = gateway.NewClient(Operator.Key);
        foreach (var path in (string[])["/v1/models", "/v1/usage", "/v1/videos/generations/x"])
        {
            (await client.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, path);
        }
    }

    [Fact]
    public async Task The_key_may_stand_in_a_file_or_the_environment()
    {
        using var folder = new TestFolder();
        await File.WriteAllTextAsync(folder.File("key"), Operator.Key + "\n");
        await using var gateway = await GatewayHost.Start(settings: [("Admin:Key", $"file:{folder.File("key")}")]);
        using var admin = new Operator(gateway);
        (await admin.Send("GET", "/keys")).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("Admin:Key", "sk-client-with-20-letters", "Admin:Key is a client's key too")]
    [InlineData("Admin:Key", "env:GATEWAY_TEST_NOT_SET", "Admin:Key names the environment variable")]
    [InlineData("Admin:Kye", "x", "Admin:Kye is not a setting")]
    public void A_faulty_setting_keeps_the_gateway_from_starting(string setting, string value, string fault)
    {
        var configuration = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"))
            .AddInMemoryCollection(new Dictionary<string, string?>
            {
                [setting] = value, ["Clients:0:Name"] = "client", ["Clients:0:Key"] = "sk-client-with-20-letters",
            })
            .Build();
        var faults = Settings.Read(configuration, isDevelopment: false).Faults;
        faults.Single().ShouldStartWith(fault);
        faults.Single().ShouldNotContain("sk-client-with-20-letters");
    }

    [Fact]
    public async Task What_is_not_possible_is_said_in_the_one_shape()
    {
        await using var gateway = await GatewayHost.Start(settings: [Operator.Setting]);
        using var admin = new Operator(gateway);
        (await admin.Refused("PATCH", "/keys")).ShouldBe((405, "method_not_allowed", ""));
        (await admin.Refused("GET", "/nothing")).ShouldBe((404, "not_found", ""));
        (await admin.Refused("POST", "/keys")).ShouldBe((415, "unsupported_media_type", ""));
        (await admin.Refused("POST", "/keys", "[]")).ShouldBe((400, "invalid_json", ""));
        (await admin.Refused("POST", "/keys", """{"name":"a","name":"b"}""")).ShouldBe((400, "invalid_json", ""));
        (await admin.Refused("POST", "/keys", new string(' ', (1024 * 1024) + 1))).ShouldBe((413, "payload_too_large", ""));
    }
}

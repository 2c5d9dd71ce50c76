using System.Net;
using Gateway.Servers;
using Gateway.Tests.Admin;
using Gateway.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace Gateway.Tests.Listening;

/// <summary>Operators' calls on a port of their own.</summary>
public sealed class OwnPortTests
{
    [Theory]
    [InlineData("/admin/v1/keys")]
    [InlineData("/ADMIN/v1/keys")]
    [InlineData("/gw/Admin/v1/keys")]
    [InlineData("/admin/v1/nothing")]
    [InlineData("/console/")]
    public async Task On_another_port_there_is_nothing_whatever_the_client_calls_the_host(string path)
    {
        var port = ServerScript.FreePort();
        await using var gateway = await GatewayHost.Start(settings: [Operator.Setting, ("Admin:Port", $"{port}"), ("PathBase", "/gw")]);
        using var client = new HttpClient();
        foreach (var host in (string?[])[null, $"127.0.0.1:{port}"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, gateway.Url + path) { Headers = { Authorization = new("Bearer", Operator.Key), Host = host } };
            request.Headers.Add("X-Forwarded-Port", $"{port}");
            (await client.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }

        using var keys = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{port}/admin/v1/keys") { Headers = { Authorization = new("Bearer", Operator.Key) } };
        (await client.SendAsync(keys)).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var models = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{port}/v1/models") { Headers = { Authorization = new("Bearer", GatewayHost.Key) } };
        (await client.SendAsync(models)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public void A_port_that_everything_listens_on_is_a_fault()
    {
        Faults(("Admin:Port", "8080")).ShouldHaveSingleItem().ShouldStartWith("Admin:Port is 8080, on which everything listens (Urls)");
        Faults(("Admin:Port", "0")).ShouldHaveSingleItem().ShouldStartWith("Admin:Port is '0'");
        Faults(("Admin:Port", "8081"), ("Kestrel:Endpoints:Http:Url", "http://localhost:8080")).ShouldHaveSingleItem().ShouldStartWith("Admin:Port does not go with Kestrel:Endpoints");
        Faults(("Admin:Port", "8081"), ("Metrics:Port", "8082")).ShouldBeEmpty();
        Faults(("Admin:Port", "8081"), ("Metrics:Port", "8081")).ShouldHaveSingleItem().ShouldStartWith("Metrics:Port is 8081, which is Admin:Port too");
    }

    private static IReadOnlyList<string> Faults(params (string Key, string Value)[] settings) => Settings.Read(
        new ConfigurationBuilder().AddJsonFile(Repository.PathOf("appsettings.json"))
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build(),
        isDevelopment: false).Faults;
}

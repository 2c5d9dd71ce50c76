using System.Text;
using Gateway.Tests.Admin;
using Gateway.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace Gateway.Tests.Listening;

/// <summary>Whose word on the client's address is believed. The tests' own calls come from 127.0.0.1.</summary>
public sealed class ProxyTests
{
    private const string Client = "203.0.113.9";

    [Theory]
    [InlineData(null, Client, "127.0.0.1")]
    [InlineData("10.0.0.0/8", Client, "127.0.0.1")]
    [InlineData("127.0.0.1", Client, Client)]
    [InlineData("127.0.0.0/8", Client, Client)]
    [InlineData("127.0.0.1", $"1.2.3.4, {Client}", Client)]
    [InlineData("127.0.0.0/8", $"1.2.3.4, {Client}, 127.0.0.5", Client)]
    [InlineData("127.0.0.1", "nonsense", "127.0.0.1")]
    [InlineData("127.0.0.1", "2001:db8::7", "2001:db8::7")]
    public async Task Only_a_named_proxy_may_say_where_a_call_comes_from(string? known, string forwarded, string from)
    {
        await using var gateway = await GatewayHost.Start(settings: [Operator.Setting, .. known is null ? [] : new[] { ("ForwardedHeaders:Known:0", (string?)known) }]);
        (await From(gateway, ("X-Forwarded-For", forwarded))).ShouldBe(from);
    }

    [Fact]
    public async Task The_frameworks_own_switch_makes_nobody_believed()
    {
        await using var gateway = GatewayProcess.At("http://127.0.0.1:9");
        gateway.Settings["ASPNETCORE_FORWARDEDHEADERS_ENABLED"] = "true";
        gateway.Settings["Admin__Key"] = Operator.Key;
        await gateway.Start();
        (await From(await gateway.Url, ("X-Forwarded-For", Client))).ShouldBe("127.0.0.1");
    }

    [Theory]
    [InlineData("10.0.0.1/8")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.1")]
    [InlineData("proxy.internal")]
    [InlineData("*")]
    [InlineData("")]
    public void What_names_no_address_is_a_fault(string known) =>
        Faults(("ForwardedHeaders:Known:0", known)).ShouldHaveSingleItem().ShouldStartWith($"ForwardedHeaders:Known has '{known}'");

    [Fact]
    public void A_text_in_the_place_of_a_list_is_a_fault() =>
        Faults(("ForwardedHeaders:Known", "10.0.0.0/8")).ShouldHaveSingleItem().ShouldStartWith("ForwardedHeaders:Known is a text");

    private static IReadOnlyList<string> Faults(params (string Key, string Value)[] settings) => Settings.Read(
        new ConfigurationBuilder().AddJsonFile(Repository.PathOf("appsettings.json"))
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build(),
        isDevelopment: false).Faults;

    private static Task<string> From(GatewayHost gateway, params (string Name, string Value)[] headers) => From(gateway.Url, headers);

    /// <returns>Where the audit log says that a call came from.</returns>
    private static async Task<string> From(string url, params (string Name, string Value)[] headers)
    {
        using var client = new HttpClient { BaseAddress = new Uri(url) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", Operator.Key);
        using var request = new HttpRequestMessage(HttpMethod.Put, "/admin/v1/teams/t") { Content = new StringContent("""{"max_concurrent_tasks":1}""", Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        }

        using var answer = await client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return (await client.GetStringAsync("/admin/v1/audit")).AsJson().At("data")[0].Text("from");
    }
}

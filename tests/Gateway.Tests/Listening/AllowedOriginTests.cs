using System.Net;
using Gateway.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace Gateway.Tests.Listening;

/// <summary>Web apps of other origins.</summary>
public sealed class AllowedOriginTests
{
    private const string App = "https://films.example.com";

    [Fact]
    public async Task A_named_web_app_may_call_from_a_browser_and_read_what_it_needs()
    {
        await using var gateway = await GatewayHost.Start(settings: [("Cors:Origins:0", App)]);
        using var asked = await Send(gateway, HttpMethod.Options, ClientCalls.Videos, App, ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "authorization,content-type,idempotency-key"));
        asked.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        asked.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe([App]);
        asked.Headers.GetValues("Access-Control-Allow-Methods").Single().ShouldContain("POST");
        using var answer = await Send(gateway, HttpMethod.Get, "/v1/models", App);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe([App]);
        answer.Headers.GetValues("Access-Control-Expose-Headers").Single().ShouldContain("X-Request-Id");
        using var missing = await Send(gateway, HttpMethod.Get, $"{ClientCalls.Videos}/video_1", App);
        ((int)missing.StatusCode, missing.Headers.Contains("Access-Control-Allow-Origin")).ShouldBe((404, true));
    }

    [Theory]
    [InlineData("/v1/models", "https://elsewhere.example.com")]
    [InlineData("/admin/v1/keys", App)]
    public async Task Nobody_else_and_nothing_else_is_opened(string path, string origin)
    {
        await using var gateway = await GatewayHost.Start(settings: [("Cors:Origins:0", App), Admin.Operator.Setting]);
        using var answer = await Send(gateway, HttpMethod.Get, path, origin);
        answer.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    [Theory]
    [InlineData("*")]
    [InlineData("films.example.com")]
    [InlineData("https://films.example.com/")]
    [InlineData("https://films.example.com/app")]
    [InlineData("ftp://films.example.com")]
    [InlineData("https://me@films.example.com")]
    public void What_is_no_origin_is_a_fault(string origin) => Settings.Read(
        new ConfigurationBuilder().AddJsonFile(Repository.PathOf("appsettings.json")).AddInMemoryCollection([KeyValuePair.Create("Cors:Origins:0", (string?)origin)]).Build(),
        isDevelopment: false).Faults.ShouldHaveSingleItem().ShouldStartWith($"Cors:Origins has '{origin}'");

    private static async Task<HttpResponseMessage> Send(GatewayHost gateway, HttpMethod method, string path, string origin, params (string, string)[] headers)
    {
        using var request = new HttpRequestMessage(method, gateway.Url + path) { Headers = { Authorization = new("Bearer", GatewayHost.Key) } };
        request.Headers.Add("Origin", origin);
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using var client = new HttpClient();
        return await client.SendAsync(request);
    }
}

using System.Net;
using Gateway.Callbacks;
using Gateway.Outbound;
using Gateway.Signing;
using Gateway.Tests.Support;

namespace Gateway.Tests.Callbacks;

/// <summary>What a create may name, before anything is looked up.</summary>
public sealed class CallbackUrlTests
{
    private static readonly SigningOptions Signs = new(Some.SigningKey, null, MakesOne: false);

    [Theory]
    [InlineData("http://example.com/hook")]
    [InlineData("ftp://example.com/hook")]
    [InlineData("example.com/hook")]
    [InlineData("")]
    [InlineData("https://")]
    [InlineData("https:///hook")]
    [InlineData("https://user@example.com/")]
    [InlineData("https://user:password@example.com/")]
    [InlineData("https://@example.com/")]
    [InlineData("https://example.com\\@127.0.0.1/")]
    [InlineData("https://exam ple.com/")]
    [InlineData("https://8.8.8.8/")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://127.0.0.1./")]
    [InlineData("https://2130706433/")]
    [InlineData("https://0x7f000001/")]
    [InlineData("https://0x7f.1/")]
    [InlineData("https://0177.0.0.1/")]
    [InlineData("https://017700000001/")]
    [InlineData("https://127.1/")]
    [InlineData("https://①②⑦.0.0.1/")]
    [InlineData("https://𝟏𝟐𝟕.𝟎.𝟎.𝟏/")]
    [InlineData("https://１２７.0.0.1/")]
    [InlineData("https://127。0。0。1/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::ffff:10.0.0.1]/")]
    [InlineData("https://[fe80::1%25eth0]/")]
    public void What_is_not_https_to_a_name_is_refused(string url)
    {
        var problem = Urls().Check(url).ShouldNotBeNull();
        (problem.Param, problem.Code).ShouldBe(("callback_url", "invalid_url"));
    }

    [Theory]
    [InlineData("https://example.com")]
    [InlineData("https://hooks.example.com:8443/a?b=c")]
    [InlineData("HTTPS://EXAMPLE.COM/")]
    [InlineData("https://bücher.example/hook")]
    [InlineData("https://1.2.3.example/")]
    public void A_name_is_taken(string url) => Urls().Check(url).ShouldBeNull();

    [Fact]
    public void An_address_in_an_opened_network_is_taken_and_without_tls_when_that_is_allowed()
    {
        Urls("10.0.0.0/8").Check("https://10.1.2.3/").ShouldBeNull();
        Urls("10.0.0.0/8").Check("https://[::ffff:10.1.2.3]/").ShouldBeNull();
        Urls("10.0.0.0/8").Check("https://11.0.0.1/").ShouldNotBeNull();
        Urls("10.0.0.0/8").Check("http://10.1.2.3/").ShouldNotBeNull();
        Urls("10.0.0.0/8", allowHttp: true).Check("http://10.1.2.3/").ShouldBeNull();
        Urls("10.0.0.0/8", allowHttp: true).Check("http://inside.example/").ShouldBeNull();
        Urls(allowHttp: true).Check("http://inside.example/").ShouldNotBeNull();
    }

    [Fact]
    public void It_is_no_longer_than_2048_characters()
    {
        Urls().Check("https://example.com/".PadRight(2048, 'a')).ShouldBeNull();
        Urls().Check("https://example.com/".PadRight(2049, 'a'))!.Code.ShouldBe("too_long");
    }

    [Fact]
    public async Task Without_a_signing_key_none_is_taken()
    {
        await using var gateway = await GatewayHost.Start("http://127.0.0.1:1");
        using var answer = await gateway.Create("""{"model":"viduq3-pro","prompt":"A cat","callback_url":"https://example.com/hook"}""");
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Json()).At("error", "details")[0].Text("code").ShouldBe("callbacks_not_configured");
    }

    [Fact]
    public async Task It_is_named_beside_all_other_problems_of_the_request()
    {
        await using var gateway = await GatewayHost.Start("http://127.0.0.1:1", settings: Receiver.Settings);
        using var answer = await gateway.Post($"{ClientCalls.Videos}/validate", """{"model":"viduq3-pro","prompt":"A cat","duration":1000,"callback_url":"http://[::1]/"}""");
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Json()).At("error", "details").EnumerateArray().Select(detail => detail.Text("param")).ShouldBe(["callback_url", "duration"], ignoreOrder: true);
    }

    private static CallbackUrls Urls(string? network = null, bool allowHttp = false) =>
        new(new CallbackOptions(network is null ? OpenNetworks.None : new OpenNetworks([IPNetwork.Parse(network)]), allowHttp, 32), Signs);
}

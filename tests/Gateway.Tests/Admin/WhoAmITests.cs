using Gateway.Tests.Support;

namespace Gateway.Tests.Admin;

/// <summary>A page with one field for both kinds of key asks whose a key is.</summary>
public sealed class WhoAmITests
{
    private const string Viewer = "viewers-key-of-these-tests";

    [Theory]
    [InlineData(GatewayHost.Key, 200, """{"kind":"client","name":"film","team":"film","role":null}""")]
    [InlineData(Operator.Key, 200, """{"kind":"operator","name":"admin","team":null,"role":"admin"}""")]
    [InlineData(Viewer, 200, """{"kind":"operator","name":"ann","team":null,"role":"viewer"}""")]
    [InlineData("sk-unknown", 401, null)]
    [InlineData(null, 401, null)]
    public async Task Each_kind_of_key_is_told_whose_it_is(string? key, int status, string? expected)
    {
        await using var gateway = await GatewayHost.Start(settings:
            [Operator.Setting, ("Admin:Operators:0:Name", "ann"), ("Admin:Operators:0:Key", Viewer), ("Admin:Operators:0:Role", "viewer")]);
        using var client = gateway.NewClient(key);
        using var answer = await client.GetAsync("/v1/whoami");
        ((int)answer.StatusCode).ShouldBe(status);
        (expected is null || await answer.Content.ReadAsStringAsync() == expected).ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_key_that_an_operator_has_made_is_known_too()
    {
        await using var gateway = await GatewayHost.Start(settings: [Operator.Setting]);
        using var admin = new Operator(gateway);
        var made = await admin.Done("POST", "/keys", """{"name":"short","team":"film"}""");
        using var client = gateway.NewClient(made.Text("key"));
        (await client.GetStringAsync("/v1/whoami")).ShouldBe("""{"kind":"client","name":"short","team":"film","role":null}""");
    }
}

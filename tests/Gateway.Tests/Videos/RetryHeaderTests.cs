using Gateway.Tests.Support;

namespace Gateway.Tests.Videos;

/// <summary>Official SDKs repeat a create after some errors by themselves; a header keeps them from it where that can't help.</summary>
public sealed class RetryHeaderTests : IAsyncLifetime
{
    private SandboxHost upstreams = null!;

    public async ValueTask InitializeAsync() => upstreams = await SandboxHost.Start();

    public ValueTask DisposeAsync() => upstreams.DisposeAsync();

    [Theory]
    [InlineData(400, true, "Clients:0:Name", "film", "none", """{"model":"viduq3-pro"}""")]
    [InlineData(402, false, "Clients:0:Budget:Amount", "13", "none", SeedExamples.Text)]
    [InlineData(409, false, "Clients:0:Name", "film", "none", """{"model":"viduq3-pro","prompt":"another"}""")]
    [InlineData(422, false, "Clients:0:Name", "film", "content_policy", SeedExamples.Text)]
    [InlineData(429, true, "Clients:0:RequestsPerMinute", "1", "none", SeedExamples.Text)]
    [InlineData(502, false, "Clients:0:Name", "film", "reject", SeedExamples.Text)]
    [InlineData(503, true, "Clients:0:Name", "film", "rate_limited:60", SeedExamples.Text)]
    public async Task A_refused_create_says_where_a_repeat_cannot_help(int status, bool mayHelp, string setting, string value, string fault, string body)
    {
        await using var gateway = await GatewayHost.Start(upstreams.Url, settings: [(setting, value)]);
        await gateway.Created("""{"model":"viduq3-pro","prompt":"first"}""", ("Idempotency-Key", "one"));
        upstreams.State.Script("toapis", fault);
        using var answer = await gateway.Create(body, ("X-Gateway-Upstream", "toapis"), ("Idempotency-Key", status == 409 ? "one" : "two"));
        ((int)answer.StatusCode).ShouldBe(status, await answer.Content.ReadAsStringAsync());
        (answer.Headers.TryGetValues("x-should-retry", out var said) ? said.Single() : "nothing").ShouldBe(mayHelp ? "nothing" : "false");
        answer.Headers.Contains("X-Gateway-Task").ShouldBe(status is 422 or 502 or 503);
    }

    [Theory]
    [EachEngine("none", """{"credits":7.5,"state":"charged"}""")]
    [EachEngine("fail", """{"credits":0,"state":"refunded"}""")]
    public async Task A_task_that_has_ended_says_what_it_cost(string engine, string fault, string usage)
    {
        await using var gateway = await GatewayHost.Start(upstreams.Url, engine: engine);
        var id = await gateway.Created(SeedExamples.WithFault(fault));
        (await gateway.Finish(id)).Text("usage").ShouldBe(usage);
    }
}

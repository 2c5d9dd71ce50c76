using System.Net;
using Gateway.Sandbox.Faults;
using Gateway.Tests.Support;

namespace Gateway.Tests.Simulation;

/// <summary>What somebody who tries the gateway meets who puts <c>[sandbox:…]</c> into a prompt.</summary>
public sealed class DirectiveTests : IAsyncLifetime
{
    private readonly TestFolder folder = new();
    private GatewayHost gateway = null!;

    public async ValueTask InitializeAsync() => gateway = await GatewayHost.Start(settings:
        [("Sandbox:Enabled", "true"), ("Sandbox:Journal", folder.File("jobs")), ("Sandbox:QueuedFor", "00:00:00"), ("Sandbox:RunsFor", "00:00:00.100")]);

    public async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_rate_limit_says_when_to_come_back_and_binds_nobody_else()
    {
        using var limited = await gateway.Create(SeedExamples.WithFault("rate_limited:7"));
        (limited.StatusCode, limited.Headers.RetryAfter!.Delta).ShouldBe((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(7)));
        await gateway.Created(SeedExamples.Text);
    }

    [Theory]
    [InlineData("unauthorized")]
    [InlineData("forbidden")]
    [InlineData("payment_required")]
    [InlineData("rate_limited")]
    [InlineData("unavailable")]
    [InlineData("poll_401:2")]
    public async Task No_directive_keeps_a_simulated_key_from_the_next_task(string fault)
    {
        foreach (var upstream in (string[])["toapis", "apimart", "legacy"])
        {
            using var scripted = await gateway.Create(SeedExamples.WithFault(fault), ("X-Gateway-Upstream", upstream));
            if (fault.StartsWith("poll", StringComparison.Ordinal))
            {
                await gateway.Finish((await scripted.Json()).Text("id"));
            }

            using var next = await gateway.Create(SeedExamples.Text, ("X-Gateway-Upstream", upstream));
            next.StatusCode.ShouldBe(HttpStatusCode.OK, upstream);
        }
    }

    [Theory]
    [InlineData("toapis")]
    [InlineData("apimart")]
    [InlineData("legacy")]
    public async Task A_wrong_directive_is_answered_with_all_that_there_are(string upstream)
    {
        using var refused = await gateway.Create(SeedExamples.WithFault(new string('x', 500)), ("X-Gateway-Upstream", upstream));
        var message = (await refused.Json()).Text("error", "message");
        message.ShouldEndWith($"known: {string.Join(", ", FaultCatalogue.At(upstream).Select(rule => rule.Name))}");
    }
}

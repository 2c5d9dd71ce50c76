using Gateway.Canonical;
using Gateway.Tasks;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Videos;

/// <summary>A dry run says how long the task will probably take.</summary>
public sealed class ExpectedTimeTests
{
    [Theory, EachEngine]
    public async Task It_is_learned_from_the_tasks_that_completed_last(string engine)
    {
        await using var upstreams = await SandboxHost.Start();
        await using var gateway = await GatewayHost.Start(upstreams.Url, engine: engine);
        (await Expected(gateway)).ShouldBeNull();
        await gateway.Finish(await gateway.Created(SeedExamples.WithFault("fail")));
        await gateway.Finish(await gateway.Created(SeedExamples.Text));
        var known = (await gateway.Services.GetRequiredService<ITaskReports>().Completed(10)).ShouldHaveSingleItem();
        (known.Model, known.Upstream).ShouldBe(("viduq3-pro", "toapis"));
        known.AcceptedAt!.Value.ShouldBeGreaterThanOrEqualTo(known.CreatedAt);

        gateway.Services.GetRequiredService<UsualDurations>().Learn(
            [.. Enumerable.Range(1, 20).Select(i => known with { CreatedAt = Instant.OfSeconds(1000), CompletedAt = Instant.OfSeconds(1000 + (10 * i)) })]);
        (await Expected(gateway)).ShouldBe("""{"median":100,"p90":180}""");
    }

    private static async Task<string?> Expected(GatewayHost gateway)
    {
        using var answer = await gateway.Post($"{ClientCalls.Videos}/validate", SeedExamples.Text);
        return (await answer.Json()).TryGetProperty("expected_seconds", out var expected) ? expected.ToString() : null;
    }
}

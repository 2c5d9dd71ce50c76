using Gateway.Tests.Admin;
using Gateway.Tests.Support;
using Gateway.Workers;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Tasks;

/// <summary>Tasks go by themselves, and whoever still asks for them is told that there are none.</summary>
public sealed class RetentionLoopTests
{
    private static readonly RetentionTerms Soon = new(TimeSpan.FromSeconds(1), 1, TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(100));

    [Theory, EachEngine]
    public async Task A_finished_task_goes_and_a_repeat_of_its_create_is_still_answered_with_it(string engine)
    {
        await using var upstreams = await SandboxHost.Start();
        await using var gateway = await GatewayHost.Start(
            upstreams.Url, settings: [Operator.Setting], services: services => services.AddSingleton(Soon), engine: engine);
        using var admin = new Operator(gateway);
        var kept = await gateway.Created(SeedExamples.Text, ("Idempotency-Key", "one"));
        var running = await gateway.Created(SeedExamples.WithFault("never_ends"));
        var going = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            going.Add(await gateway.Created(SeedExamples.Text));
        }

        await gateway.Finish(kept);
        await Eventually.True(() => gateway.Database.Ask("SELECT COUNT(*) FROM tasks") == "2", seconds: 20);
        foreach (var id in going)
        {
            using var answer = await gateway.Client.GetAsync($"/v1/videos/generations/{id}");
            ((int)answer.StatusCode).ShouldBe(404);
            (await answer.Json()).Text("error", "code").ShouldBe("task_not_found");
        }

        (await gateway.Created(SeedExamples.Text, ("Idempotency-Key", "one"))).ShouldBe(kept);
        (await gateway.Get(running)).Text("status").ShouldNotBe("completed");
        (await admin.Get("/tasks")).At("data").EnumerateArray().Select(task => task.Text("id")).ShouldBe([running, kept], ignoreOrder: true);
        (await admin.Get("/usage")).At("data", 0, "tasks").ToString().ShouldBe("""{"queued":0,"in_progress":1,"completed":4,"failed":0,"unknown":0}""");
        await Eventually.True(() => gateway.Log.Lines.Any(line => line.Contains("are deleted", StringComparison.Ordinal)));
    }

    [Theory, EachEngine]
    public async Task An_outcome_that_comes_when_its_task_is_gone_is_told_and_ends(string engine)
    {
        using var upstream = new HeldUpstream("toapis");
        await using var gateway = await GatewayHost.Start(upstream.Url, engine: engine);
        var creating = gateway.Created(SeedExamples.Text, ("X-Gateway-Upstream", "toapis"));
        await Eventually.True(() => upstream.Creates == 1);
        gateway.Database.Execute("DELETE FROM attempts");
        gateway.Database.Execute("DELETE FROM tasks");
        upstream.Accept();
        await creating;
        gateway.Log.Lines.ShouldContain(line => line.Contains("was deleted", StringComparison.Ordinal));
    }
}

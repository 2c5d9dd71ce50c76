using Gateway.Tests.Admin;
using Gateway.Tests.Support;

namespace Gateway.Tests.Tasks;

/// <summary>A clock that was ahead has written times that lie far ahead when it is set right. They hold nothing up.</summary>
public sealed class ClockTests : IAsyncLifetime
{
    private const long Day = 86_400_000;

    private SandboxHost upstreams = null!;
    private TestDatabase database = null!;

    public async ValueTask InitializeAsync() => upstreams = await SandboxHost.Start();

    public async ValueTask DisposeAsync()
    {
        await upstreams.DisposeAsync();
        await (database?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Theory, EachEngine]
    public async Task A_task_whose_next_poll_lies_a_day_ahead_is_polled(string engine)
    {
        database = await TestDatabase.On(engine);
        await using var gateway = await GatewayHost.Start(upstreams.Url, database, [("Polling:InitialDelay", "00:00:03")]);
        var id = await gateway.Created(SeedExamples.Text);
        database.MoveDue($"due_at + {Day}");
        (await gateway.Finish(id)).Text("status").ShouldBe("completed");
    }

    [Theory, EachEngine]
    public async Task A_submission_whose_wait_lies_a_day_ahead_is_asked_after(string engine)
    {
        database = await TestDatabase.On(engine);
        await using var gateway = await GatewayHost.Start(upstreams.Url, database, [("Polling:InitialDelay", "00:00:03")]);
        upstreams.State.Script("toapis", "reset_after");
        var id = await gateway.Created(SeedExamples.Text);
        database.Execute($"UPDATE tasks SET unknown_since = unknown_since + {Day}");
        database.MoveDue($"due_at + {Day}");
        (await gateway.Finish(id)).Text("status").ShouldBe("completed");
    }

    [Theory, EachEngine]
    public async Task What_waits_in_the_queue_or_for_an_answer_waits_on_but_not_longer_than_it_can(string engine)
    {
        database = await TestDatabase.On(engine);
        using var held = new HeldUpstream("legacy");
        await using var gateway = await GatewayHost.Start(held.Url, database, [("Upstreams:legacy:Keys:0:MaxInFlight", "1")]);
        var creating = gateway.Created(SeedExamples.Text, ("X-Gateway-Upstream", "legacy"));
        await Eventually.True(() => held.Creates == 1);
        var queued = await gateway.Created(SeedExamples.Text, ("X-Gateway-Upstream", "legacy"));
        database.MoveDue($"due_at + {2 * Day}");
        var tomorrow = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() + Day;
        await Eventually.True(() => database.Ask($"SELECT COUNT(*) FROM {database.DueTable} WHERE due_at > {tomorrow + 20_000}") == "0");
        database.Rows("SELECT state FROM tasks ORDER BY id").Select(row => row[0]).ShouldBe(["submitting", "queued"]);
        held.Accept();
        (await gateway.Finish(await creating)).Text("status").ShouldBe("completed");
        (await gateway.Finish(queued)).Text("status").ShouldBe("completed");
    }

    [Theory, EachEngine]
    public async Task A_rate_whose_bucket_is_full_in_a_day_refuses_nobody_for_a_day(string engine)
    {
        database = await TestDatabase.On(engine);
        await using var gateway = await GatewayHost.Start(upstreams.Url, database, [Operator.Setting, ("Clients:0:RequestsPerMinute", "2"), ("Upstreams:legacy:Keys:0:RequestsPerMinute", "2")]);
        await gateway.Created(SeedExamples.Text, ("X-Gateway-Upstream", "legacy"));
        database.Execute($"UPDATE accounts SET rate_full_at = rate_full_at + {1000 * Day}");
        database.Execute($"UPDATE pool_keys SET rate_full_at = rate_full_at + {1000 * Day}");
        using var response = await gateway.Create(SeedExamples.Text, ("X-Gateway-Upstream", "legacy"));
        ((int)response.StatusCode).ShouldBe(200);
        response.Headers.GetValues("X-RateLimit-Remaining").ShouldBe(["1"]);
        (await gateway.Finish((await response.Json()).Text("id"))).Text("status").ShouldBe("completed");
    }
}

using Gateway.Tasks;
using Gateway.Tests.Support;
using Gateway.Workers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Gateway.Tests.Tasks;

/// <summary>What was paid for is not lost because the store, or another process, was in the way for a moment.</summary>
public sealed class FailingStoreTests : IAsyncLifetime
{
    private SandboxHost upstreams = null!;
    private TestDatabase database = null!;

    public async ValueTask InitializeAsync() => upstreams = await SandboxHost.Start();

    public async ValueTask DisposeAsync()
    {
        await upstreams.DisposeAsync();
        await (database?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Theory, EachEngine]
    public async Task An_accepted_job_is_followed_although_the_store_failed_when_its_outcome_came(string engine)
    {
        database = await TestDatabase.On(engine);
        await using var gateway = await GatewayHost.Start(upstreams.Url, database);
        var broken = database.Break("attempts");
        var creating = gateway.Created(SeedExamples.Text);
        await Eventually.True(() => upstreams.State.Jobs.Count == 1);
        await Task.Delay(200);
        broken.Dispose();
        (await gateway.Finish(await creating)).Text("status").ShouldBe("completed");
        upstreams.State.Jobs.Count.ShouldBe(1);
    }

    [Theory]
    [EachEngine("none", "completed")]
    [EachEngine("reject", "failed")]
    public async Task An_outcome_is_not_given_up_and_its_client_is_told_of_its_task_meanwhile(string engine, string fault, string end)
    {
        database = await TestDatabase.On(engine);
        await using var gateway = await Impatient();
        upstreams.State.Script("toapis", fault);
        var broken = database.Break("attempts");
        using var response = await gateway.Create(SeedExamples.Text);
        var task = await response.Json();
        ((int)response.StatusCode, task.Text("status")).ShouldBe((200, "queued"));
        response.Headers.Location!.ToString().ShouldEndWith(task.Text("id"));
        response.Headers.GetValues("X-Gateway-Task").ShouldBe([task.Text("id")]);
        await Task.Delay(1000);
        broken.Dispose();

        (await gateway.Finish(task.Text("id"))).Text("status").ShouldBe(end);
        upstreams.State.Requests["toapis"].Creates.ShouldBe(1);
        gateway.Log.Lines.Count(line => line.Contains("could not be stored", StringComparison.Ordinal)).ShouldBe(1);
        gateway.Log.Lines.Count(line => line.Contains("is stored after", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Theory, EachEngine]
    public async Task A_submission_goes_on_to_the_next_upstream_though_its_client_was_answered_already(string engine)
    {
        database = await TestDatabase.On(engine);
        await using var gateway = await Impatient();
        upstreams.State.Script("toapis", "rate_limited:60");
        var broken = database.Break("attempts");
        var id = await gateway.Created(SeedExamples.Text);
        broken.Dispose();
        (await gateway.Finish(id)).Text("status").ShouldBe("completed");
        upstreams.State.Jobs.Single().Upstream.ShouldBe("apimart");
    }

    [Theory, EachEngine]
    public async Task A_stop_tries_once_more_to_store_an_outcome(string engine)
    {
        database = await TestDatabase.On(engine);
        await using (var gateway = await Impatient())
        {
            var broken = database.Break("attempts");
            await gateway.Created(SeedExamples.WithFault("never_ends"));
            // By now the pauses between two tries are long.
            await Task.Delay(4000);
            broken.Dispose();
            await gateway.Services.GetRequiredService<IHost>().StopAsync();
        }

        database.Ask("SELECT state || ' ' || upstream_task_id FROM tasks").ShouldBe($"polling {upstreams.State.Jobs.Single().Id}");
    }

    [Theory, EachEngine]
    public async Task A_stop_waits_for_no_store_that_fails_for_good(string engine)
    {
        database = await TestDatabase.On(engine);
        await using var gateway = await Impatient();
        var broken = database.Break("attempts");
        await gateway.Created(SeedExamples.Text);
        await gateway.Services.GetRequiredService<IHost>().StopAsync().WaitAsync(TimeSpan.FromSeconds(10));
        gateway.Log.Lines.ShouldContain(line => line.Contains($"job {upstreams.State.Jobs.Single().Id}) could not be stored before", StringComparison.Ordinal));
    }

    [Theory, EachEngine]
    public async Task A_stop_waits_for_no_store_that_fails_for_good_when_a_lost_job_was_found(string engine)
    {
        database = await TestDatabase.On(engine);
        await using var gateway = await GatewayHost.Start(upstreams.Url, database, [("Polling:InitialDelay", "00:00:01")]);
        await gateway.Created(SeedExamples.WithFault("reset_after"), ("X-Gateway-Upstream", "toapis"));
        var broken = database.Break("tasks", "version");
        await Eventually.True(() => gateway.Log.Lines.Any(line => line.Contains("could not be stored (", StringComparison.Ordinal)));
        await gateway.Services.GetRequiredService<IHost>().StopAsync().WaitAsync(TimeSpan.FromSeconds(10));
        gateway.Log.Lines.ShouldContain(line => line.Contains($"job {upstreams.State.Jobs.Single().Id}) could not be stored before", StringComparison.Ordinal));
    }

    [Theory, EachEngine]
    public async Task An_outcome_that_comes_after_the_task_was_taken_for_unknown_still_counts(string engine)
    {
        database = await TestDatabase.On(engine);
        await using var gateway = await GatewayHost.Start(upstreams.Url, database);
        upstreams.State.Script("toapis", "slow:1");
        var creating = gateway.Created(SeedExamples.Text);
        await Eventually.True(() => upstreams.State.Jobs.Count == 1);
        // What a second process does when it starts while this one is still being stopped.
        await gateway.Services.GetRequiredService<Poller>().TakeUp(CancellationToken.None);
        (await gateway.Finish(await creating)).Text("status").ShouldBe("completed");
        upstreams.State.Jobs.Count.ShouldBe(1);
    }

    [Theory, EachEngine]
    public async Task A_poll_whose_result_could_not_be_stored_is_soon_done_again(string engine)
    {
        database = await TestDatabase.On(engine);
        await using var gateway = await GatewayHost.Start(upstreams.Url, database, Enumerable.Select<string, (string, string?)>(
            ["toapis", "apimart", "legacy"], name => ($"Upstreams:{name}:PollTimeout", "00:00:01")));
        var id = await gateway.Created(SeedExamples.Text);
        var broken = database.Break("tasks", "version");
        await Eventually.True(() => gateway.Log.Lines.Any(line => line.Contains("could not be attended to", StringComparison.Ordinal) || line.Contains("The store can't be", StringComparison.Ordinal)));
        broken.Dispose();
        (await gateway.Finish(id, seconds: 10)).Text("status").ShouldBe("completed");
    }

    [Theory, EachEngine]
    public async Task A_task_whose_request_cannot_be_read_keeps_its_turn_and_gets_no_attempt(string engine)
    {
        database = await TestDatabase.On(engine);
        using var held = new HeldUpstream("legacy");
        await using var gateway = await GatewayHost.Start(held.Url, database, [("Upstreams:legacy:Keys:0:MaxInFlight", "1")]);
        var first = gateway.Create(SeedExamples.Text, ("X-Gateway-Upstream", "legacy"));
        await Eventually.True(() => held.Creates == 1);
        var waiting = await gateway.Created(SeedExamples.Text, ("X-Gateway-Upstream", "legacy"));
        database.Execute($"UPDATE tasks SET request = 'x' || request WHERE id = '{waiting}'");
        held.Reject();
        (await first).Dispose();
        await Eventually.True(() => gateway.Log.Lines.Any(line => line.Contains("could not be attended to", StringComparison.Ordinal)));
        database.Ask($"SELECT COUNT(*) FROM attempts WHERE task_id = '{waiting}'").ShouldBe("0");

        database.Execute($"UPDATE tasks SET request = SUBSTR(request, 2) WHERE id = '{waiting}'");
        (await gateway.Finish(waiting)).Text("error", "code").ShouldBe("upstream_rejected");
        held.Creates.ShouldBe(2);
    }

    private Task<GatewayHost> Impatient() => GatewayHost.Start(
        upstreams.Url, database, services: services => services.AddSingleton(new StorePatience(TimeSpan.FromMilliseconds(100))));

    [Theory, EachEngine]
    public async Task A_stop_waits_for_submissions_under_way(string engine)
    {
        database = await TestDatabase.On(engine);
        await using var gateway = await GatewayHost.Start(upstreams.Url, database, [("Upstreams:legacy:SubmitTimeout", "00:05:00")]);
        gateway.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout.ShouldBeGreaterThan(TimeSpan.FromMinutes(5));
        upstreams.State.Script("toapis", "slow:1");
        var creating = gateway.Created(SeedExamples.Text);
        await Eventually.True(() => upstreams.State.Jobs.Count == 1);
        await gateway.Services.GetRequiredService<IHost>().StopAsync();
        (await gateway.Services.GetRequiredService<ITaskStore>().Find(await creating))!.State.ShouldBe(TaskState.Polling);
    }
}

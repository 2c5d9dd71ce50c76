using Gateway.Tests.Support;

namespace Gateway.Tests.House;

/// <summary>What a client was promised outlives the process, however that ends.</summary>
public sealed class RestartTests : IAsyncLifetime
{
    private SandboxHost upstreams = null!;
    private TestDatabase database = null!;
    private GatewayProcess gateway = null!;

    public async ValueTask InitializeAsync() => upstreams = await SandboxHost.Start(runsFor: TimeSpan.FromSeconds(2));

    public async ValueTask DisposeAsync()
    {
        await (gateway?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (database?.DisposeAsync() ?? ValueTask.CompletedTask);
        await upstreams.DisposeAsync();
    }

    [Theory, EachEngine]
    public async Task A_task_completes_though_the_process_was_killed_while_it_was_polled(string engine)
    {
        await On(engine);
        await gateway.Start();
        var id = await gateway.Created(SeedExamples.Text);
        await gateway.Wait(id, "in_progress");
        await gateway.Kill();

        await gateway.Start();
        (await gateway.Wait(id, "completed", "failed")).Text("status").ShouldBe("completed");
        upstreams.State.Requests.Values.Sum(count => count.Creates).ShouldBe(1);
    }

    [Theory]
    [EachEngine("toapis", "completed", "its job is found again by our task id")]
    [EachEngine("legacy", "failed", "there is nothing to ask that upstream by")]
    public async Task A_create_that_was_in_flight_when_the_process_was_killed_is_never_sent_again(string engine, string upstream, string end, string because)
    {
        await On(engine);
        gateway.Settings["Submission__UnknownAfter"] = "00:00:01";
        foreach (var other in ((string[])["toapis", "apimart", "legacy"]).Where(other => other != upstream))
        {
            gateway.Settings[$"Upstreams__{other}__Enabled"] = "false";
        }

        upstreams.State.Script(upstream, "slow:2");
        await gateway.Start();
        var create = gateway.Create(SeedExamples.Text, "in-flight");
        await Eventually.True(() => upstreams.State.Jobs.Count == 1);
        await gateway.Kill();
        await Should.ThrowAsync<HttpRequestException>(create);

        await gateway.Start();
        using var replay = await gateway.Create(SeedExamples.Text, "in-flight");
        replay.Headers.GetValues("Idempotent-Replayed").ShouldBe(["true"]);
        var task = await replay.Json();
        (await gateway.Wait(task.Text("id"), "completed", "failed")).Text("status").ShouldBe(end, because);
        upstreams.State.Requests.Values.Sum(count => count.Creates).ShouldBe(1);
    }

    [Fact]
    public async Task The_embedded_sandbox_remembers_its_jobs_too()
    {
        await using var alone = new GatewayProcess();
        alone.Settings["Sandbox__Enabled"] = "true";
        alone.Settings["Sandbox__QueuedFor"] = "00:00:00";
        alone.Settings["Sandbox__RunsFor"] = "00:00:02";
        await alone.Start(Settings.SandboxClientKey);
        var id = await alone.Created(SeedExamples.Text);
        await alone.Wait(id, "in_progress");
        await alone.Kill();

        await alone.Start(Settings.SandboxClientKey);
        (await alone.Wait(id, "completed", "failed")).Text("status").ShouldBe("completed");
    }

    [Fact]
    public async Task Faulty_settings_end_the_start_and_every_fault_is_named()
    {
        await On(Engines.Sqlite);
        gateway.Settings["Polling__Interval"] = "often";
        gateway.Settings["Upstreams__legacy__Dialect"] = "latin";
        gateway.Settings["Upstreams__legacy__Keys__0__Secret"] = "env:NO_SUCH_VARIABLE";
        gateway.Settings["Clients__0__Colour"] = "red";
        gateway.Settings["Models__viduq3-pro__Parameters__duration__Max"] = "0";

        (await gateway.Run()).ShouldNotBe(0);

        string[] named = ["Polling:Interval", "Upstreams:legacy:Dialect", "NO_SUCH_VARIABLE", "Clients:0:Colour", "Models:viduq3-pro:Parameters:duration"];
        named.ShouldAllBe(path => gateway.Errors.Contains(path));
        gateway.Errors.ShouldContain("toapis, legacy, apimart");
    }

    [Theory, EachEngine]
    public async Task A_pool_key_that_a_task_needs_can_be_disabled_but_not_removed(string engine)
    {
        await On(engine);
        await gateway.Start();
        var id = await gateway.Created(SeedExamples.Text);
        await gateway.Kill();

        gateway.Settings["Upstreams__toapis__Keys__0__Id"] = "another";
        (await gateway.Run()).ShouldNotBe(0);
        gateway.Errors.ShouldContain("Upstreams:toapis:Keys");
        gateway.Errors.ShouldContain("'one'");
        gateway.Errors.ShouldContain("Enabled=false");

        gateway.Settings["Upstreams__toapis__Keys__0__Id"] = "one";
        gateway.Settings["Upstreams__toapis__Keys__0__Enabled"] = "false";
        await gateway.Start();
        (await gateway.Wait(id, "completed", "failed")).Text("status").ShouldBe("completed");
        await gateway.Created(SeedExamples.Text);
        upstreams.State.Jobs.Select(job => job.Upstream).ShouldBe(["toapis", "apimart"]);
    }

    [Theory, EachEngine]
    public async Task A_process_that_is_asked_to_end_ends_well(string engine)
    {
        await On(engine);
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGTERM.");
        await gateway.Start();
        await gateway.Created(SeedExamples.Text);

        (await gateway.Terminate()).ShouldBe(0);
        gateway.Errors.ShouldBeEmpty();
    }

    private async Task On(string engine)
    {
        database = await TestDatabase.On(engine);
        gateway = GatewayProcess.At(upstreams, database);
    }
}

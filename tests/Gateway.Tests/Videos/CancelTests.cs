using System.Text.Json;
using Gateway.Tests.Admin;
using Gateway.Tests.Support;

namespace Gateway.Tests.Videos;

/// <summary>A task ends before anything of it was submitted; what an upstream may have runs on.</summary>
public sealed class CancelTests : IAsyncLifetime
{
    /// <summary>One second of 720p: 1.5 credits.</summary>
    private const string Cheap = """{"model":"viduq3-pro","prompt":"A cat","duration":1}""";
    private static readonly string Endless = SeedExamples.WithFault("never_ends", duration: 1);

    private static readonly (string Name, string Value) Legacy = ("X-Gateway-Upstream", "legacy");

    private SandboxHost upstreams = null!;
    private GatewayHost gateway = null!;
    private Operator admin = null!;

    public async ValueTask InitializeAsync() => upstreams = await SandboxHost.Start();

    public async ValueTask DisposeAsync()
    {
        admin?.Dispose();
        await (gateway?.DisposeAsync() ?? ValueTask.CompletedTask);
        await upstreams.DisposeAsync();
    }

    [Theory]
    [EachEngine(true)]
    [EachEngine(false)]
    public async Task A_task_that_waits_is_cancelled_and_refunded_by_its_client_or_an_operator(string engine, bool byOperator)
    {
        await Start(engine);
        await Fill();
        var id = await gateway.Created(Cheap, Legacy);
        var behind = await gateway.Created(Cheap, Legacy);
        (await Use()).ShouldBe(("4", "6", "0"));
        var (status, task) = byOperator ? await admin.Send("POST", $"/tasks/{id}/cancel") : await Cancel(id);
        (status, task.Text("status"), task.Text("error", "code")).ShouldBe((200, "failed", "cancelled"));
        task.At("completed_at").ValueKind.ShouldBe(JsonValueKind.Number);
        task.At("metadata").TryGetProperty("queue_position", out _).ShouldBeFalse();
        (await Use()).ShouldBe(("3", "4.5", "0"));
        (await gateway.Get(behind)).Text("metadata", "queue_position").ShouldBe("1");
        await ShouldBeRefunded(id);
        upstreams.State.Jobs.Count.ShouldBe(2);
    }

    [Theory, EachEngine]
    public async Task Cancelling_again_says_the_same_and_books_nothing(string engine)
    {
        await Start(engine);
        await Fill();
        var id = await gateway.Created(Cheap, Legacy);
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(async n => n % 2 == 0 ? await Cancel(id) : await admin.Send("POST", $"/tasks/{id}/cancel")));
        answers.ShouldAllBe(answer => answer.Status == 200);
        answers.Select(answer => (answer.Body.Text("error", "code"), answer.Body.Text("completed_at"))).Distinct().Count().ShouldBe(1);
        await ShouldBeRefunded(id);
        (await Use()).ShouldBe(("2", "3", "0"));
    }

    [Theory, EachEngine]
    public async Task A_repeat_of_its_create_gets_the_cancelled_task(string engine)
    {
        await Start(engine);
        await Fill();
        var id = await gateway.Created(Cheap, Legacy, ("Idempotency-Key", "k"));
        await Cancel(id);
        using var repeat = await gateway.Create(Cheap, Legacy, ("Idempotency-Key", "k"));
        repeat.Headers.GetValues("Idempotent-Replayed").ShouldBe(["true"]);
        var task = await repeat.Json();
        ((int)repeat.StatusCode, task.Text("id"), task.Text("error", "code")).ShouldBe((200, id, "cancelled"));
    }

    [Theory, EachEngine]
    public async Task Another_teams_task_and_one_that_never_was_are_not_found(string engine)
    {
        await Start(engine);
        await Fill();
        var id = await gateway.Created(Cheap, Legacy);
        using var other = gateway.NewClient(GatewayHost.OtherKey);
        (await Cancel(id, other)).ShouldBeRefusal(404, "task_not_found");
        (await Cancel("video_none")).ShouldBeRefusal(404, "task_not_found");
        (await admin.Send("POST", "/tasks/video_none/cancel")).ShouldBeRefusal(404, "task_not_found");
        (await gateway.Get(id)).Text("status").ShouldBe("queued");
        using var stranger = gateway.NewClient("sk-unknown");
        (await Cancel(id, stranger)).ShouldBeRefusal(401, "unauthorized");
    }

    [Theory, EachEngine]
    public async Task A_task_whose_job_runs_or_that_has_ended_is_left_alone_and_says_why(string engine)
    {
        await Start(engine);
        var running = await gateway.Created(Endless, Legacy);
        await gateway.Client.Wait(running, ["in_progress"]);
        await ShouldBeLeftAlone(running, "runs already");
        var completed = await gateway.Created(Cheap, Legacy);
        await gateway.Finish(completed);
        await ShouldBeLeftAlone(completed, "it is completed");
        var failed = await gateway.Created(SeedExamples.WithFault("fail"), ("X-Gateway-Upstream", "toapis"));
        await gateway.Finish(failed);
        await ShouldBeLeftAlone(failed, "it is failed");
        upstreams.State.Script("legacy", "server_error");
        var unknown = await gateway.Created(Cheap, Legacy);
        await ShouldBeLeftAlone(unknown, "may have started");
    }

    [Theory, EachEngine]
    public async Task A_task_that_is_being_handed_over_is_left_alone(string engine)
    {
        using var held = new HeldUpstream("legacy");
        await using var host = await GatewayHost.Start(held.Url, settings: [Operator.Setting], engine: engine);
        using var operators = new Operator(host);
        var create = host.Create(Cheap, Legacy, ("Idempotency-Key", "k"));
        await Eventually.True(() => held.Creates == 1);
        var id = (await operators.Get("/tasks?state=submitting")).Text("data", 0, "id");
        (await Cancel(id, host.Client)).ShouldBeRefusal(409, "not_cancellable", "being handed");
        held.Accept();
        using var response = await create;
        (await response.Json()).Text("id").ShouldBe(id);
        (await host.Finish(id)).Text("status").ShouldBe("completed");
    }

    [Theory, EachEngine]
    public async Task A_cancelled_task_gives_back_its_place_among_the_keys_tasks(string engine)
    {
        await using var narrow = await GatewayHost.Start(upstreams.Url, settings: [("Upstreams:legacy:Keys:0:MaxInFlight", "1"), ("Clients:0:MaxConcurrentTasks", "2")], engine: engine);
        await narrow.Created(Endless, Legacy);
        var id = await narrow.Created(Cheap, Legacy);
        using (var full = await narrow.Create(Cheap, Legacy))
        {
            ((int)full.StatusCode).ShouldBe(429);
        }

        (await Cancel(id, narrow.Client)).Status.ShouldBe(200);
        await narrow.Created(Cheap, Legacy);
    }

    /// <summary>Places become free all the time while everything that waits is cancelled by several at once.</summary>
    [Theory, EachEngine]
    public async Task However_many_are_cancelled_while_places_become_free_each_is_cancelled_or_submitted_once(string engine)
    {
        await Start(engine);
        const int Tasks = 150;
        var ids = await Task.WhenAll(Enumerable.Range(0, Tasks).Select(_ => gateway.Created(Cheap, Legacy)));
        var cancelled = new List<string>();
        foreach (var some in ids.Reverse().Chunk(25))
        {
            // Each by two at once, beside whoever else is being submitted.
            var answers = await Task.WhenAll(some.SelectMany(id => (Task<(int Status, JsonElement Body)>[])[Cancel(id), admin.Send("POST", $"/tasks/{id}/cancel")]));
            answers.ShouldAllBe(answer => answer.Status == 200 || (answer.Status == 409 && answer.Body.Text("error", "code") == "not_cancellable"));
            cancelled.AddRange(answers.Where(answer => answer.Status == 200).Select(answer => answer.Body.Text("id")).Distinct());
            await Task.Delay(150);
        }

        var ended = await Task.WhenAll(ids.Select(id => gateway.Finish(id, 40)));
        ended.Where(task => task.Text("status") == "failed").Select(task => task.Text("id")).ShouldBe(cancelled, ignoreOrder: true);
        var completed = ended.Count(task => task.Text("status") == "completed");
        (cancelled.Count + completed).ShouldBe(Tasks);
        completed.ShouldBeGreaterThan(2);
        upstreams.State.Requests["legacy"].Creates.ShouldBe(completed);
        upstreams.State.Jobs.Count.ShouldBe(completed);
        (await Use()).ShouldBe(("0", "0", (completed * 1.5m).ToString("0.###", System.Globalization.CultureInfo.InvariantCulture)));
        foreach (var id in cancelled)
        {
            await ShouldBeRefunded(id);
        }

        (await admin.Get("/upstreams")).At("data").EnumerateArray().Single(upstream => upstream.Text("name") == "legacy")
            .Text("keys", 0, "in_flight").ShouldBe("0");
    }

    private async Task Start(string engine)
    {
        gateway = await GatewayHost.Start(upstreams.Url, settings:
        [
            Operator.Setting, ("Upstreams:legacy:Keys:0:MaxInFlight", "2"), ("Clients:0:MaxConcurrentTasks", "1000"), ("Clients:0:Budget:Amount", "1000"),
        ], engine: engine);
        admin = new Operator(gateway);
    }

    /// <summary>Takes both places.</summary>
    private async Task Fill()
    {
        await gateway.Created(Endless, Legacy);
        await gateway.Created(Endless, Legacy);
    }

    private Task<(int Status, JsonElement Body)> Cancel(string id) => Cancel(id, gateway.Client);

    private static async Task<(int Status, JsonElement Body)> Cancel(string id, HttpClient client)
    {
        using var response = await client.PostAsync($"{ClientCalls.Videos}/{id}/cancel", null);
        return ((int)response.StatusCode, await response.Json());
    }

    private async Task ShouldBeLeftAlone(string id, string why)
    {
        var before = await gateway.Get(id);
        (await Cancel(id)).ShouldBeRefusal(409, "not_cancellable", why);
        (await admin.Send("POST", $"/tasks/{id}/cancel")).ShouldBeRefusal(409, "not_cancellable", why);
        (await gateway.Get(id)).Text("status").ShouldBe(before.Text("status"));
    }

    private async Task ShouldBeRefunded(string id)
    {
        var task = await admin.Get($"/tasks/{id}");
        task.Text("internal", "money").ShouldBe("refunded");
        task.At("attempts").GetArrayLength().ShouldBe(0);
        task.At("ledger").EnumerateArray().Select(line => (line.Text("kind"), line.Text("reserved"))).ShouldBe([("reserve", "1.5"), ("refund", "-1.5")]);
    }

    private async Task<(string Tasks, string Reserved, string Charged)> Use()
    {
        var usage = await (await gateway.Client.GetAsync("/v1/usage")).Json();
        return (usage.Text("concurrent_tasks", "used"), usage.Text("budget", "reserved"), usage.Text("budget", "charged"));
    }
}

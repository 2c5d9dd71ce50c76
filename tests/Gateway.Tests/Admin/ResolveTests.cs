using Gateway.Tests.Support;

namespace Gateway.Tests.Admin;

/// <summary>An operator settles what nobody else could find out. Legacy can't be asked after a lost answer (S003).</summary>
public sealed class ResolveTests : IAsyncLifetime
{
    private const string NotCreated = """{"outcome":"not_created"}""";

    private SandboxHost upstreams = null!;
    private GatewayHost gateway = null!;

    public async ValueTask InitializeAsync() => upstreams = await SandboxHost.Start();

    public async ValueTask DisposeAsync()
    {
        await (gateway?.DisposeAsync() ?? ValueTask.CompletedTask);
        await upstreams.DisposeAsync();
    }

    [Theory]
    [EachEngine(false)]
    [EachEngine(true)]
    public async Task A_job_that_was_found_is_followed_to_its_end_and_charged(string engine, bool givenUp)
    {
        await Start(engine, givenUp);
        using var admin = new Operator(gateway);
        var id = await Lost(gateway, "reset_after", givenUp);
        var resolved = await admin.Done("POST", $"/tasks/{id}/resolve", Created(upstreams.State.Jobs.Single().Id));
        resolved.Text("internal", "upstream_task_id").ShouldBe(upstreams.State.Jobs.Single().Id);
        resolved.Text("first_poll").ShouldBeOneOf("running", "completed");

        (await gateway.Client.Wait(id, ["completed"])).Text("result", "data", 0, "url").ShouldNotBeEmpty();
        await ShouldHaveBooked(admin, id, "charged", ("reserve", "16", "0"), ("charge", "-16", "16"));
        (await Budget(gateway)).ShouldBe(("16", "0", "4"));
        (await Unresolved(admin)).ShouldBeEmpty();
        upstreams.State.Requests["legacy"].Creates.ShouldBe(1);
    }

    [Theory]
    [EachEngine(false)]
    [EachEngine(true)]
    public async Task A_job_that_was_never_made_is_refunded(string engine, bool givenUp)
    {
        await Start(engine, givenUp);
        using var admin = new Operator(gateway);
        var id = await Lost(gateway, "server_error", givenUp);
        (await Budget(gateway)).ShouldBe(("0", "16", "4"));
        (await Unresolved(admin)).ShouldBe([id]);

        var resolved = await admin.Done("POST", $"/tasks/{id}/resolve", NotCreated);
        (resolved.Text("status"), resolved.Text("error", "code")).ShouldBe(("failed", "upstream_outcome_unknown"));
        await ShouldHaveBooked(admin, id, "refunded", ("reserve", "16", "0"), ("refund", "-16", "0"));
        (await Budget(gateway)).ShouldBe(("0", "0", "20"));
        (await Unresolved(admin)).ShouldBeEmpty();
        (await admin.Get("/upstreams")).At("data", 1, "keys", 0, "in_flight").GetInt32().ShouldBe(0);
        (await admin.Refused("POST", $"/tasks/{id}/resolve", NotCreated)).ShouldBe((409, "conflict", ""));
        (await admin.Refused("POST", $"/tasks/{id}/resolve", Created("x"))).ShouldBe((409, "conflict", ""));
    }

    [Theory, EachEngine]
    public async Task One_job_is_not_charged_to_two_tasks(string engine)
    {
        await Start(engine);
        using var admin = new Operator(gateway);
        var first = await Lost(gateway, "reset_after", givenUp: false);
        using var other = gateway.NewClient(GatewayHost.OtherKey);
        upstreams.State.Script("legacy", "server_error");
        var second = (await (await other.Create(SeedExamples.Text, ("X-Gateway-Upstream", "legacy"))).Json()).Text("id");
        var job = upstreams.State.Jobs.Single().Id;
        await admin.Done("POST", $"/tasks/{first}/resolve", Created(job));
        (await admin.Refused("POST", $"/tasks/{second}/resolve", Created(job))).ShouldBe((409, "conflict", ""));
        (await Unresolved(admin)).ShouldBe([second]);
    }

    [Theory, EachEngine]
    public async Task Of_two_operators_who_give_one_job_to_two_tasks_at_once_one_is_refused(string engine)
    {
        await Start(engine);
        using var admin = new Operator(gateway);
        for (var round = 0; round < 5; round++)
        {
            string[] tasks = [await Cheap(gateway), await Cheap(gateway)];
            var answers = await Task.WhenAll(tasks.Select(id => Task.Run(() => admin.Send("POST", $"/tasks/{id}/resolve", Created($"job-{round}")))));
            answers.Select(answer => answer.Status).Order().ShouldBe([200, 409]);
            (await Unresolved(admin)).ShouldHaveSingleItem().ShouldBe(tasks[answers[0].Status == 409 ? 0 : 1]);
            foreach (var id in await Unresolved(admin))
            {
                await admin.Done("POST", $"/tasks/{id}/resolve", NotCreated);
            }
        }
    }

    [Theory, EachEngine]
    public async Task A_wrong_id_is_not_the_end_of_a_job(string engine)
    {
        await using var database = await TestDatabase.On(engine);
        await using var host = await GatewayHost.Start(upstreams.Url, database, [Operator.Setting, ("Clients:0:Budget:Amount", "20")]);
        using var admin = new Operator(host);
        var id = await Lost(host, "reset_after", givenUp: false);
        (await admin.Done("POST", $"/tasks/{id}/resolve", Created("mistyped"))).Text("first_poll").ShouldBe("not_found", "an operator sees it at once");

        // The upstream knows no such job, again and again, for more than two minutes.
        await Eventually.True(() =>
        {
            database.Execute("UPDATE tasks SET not_found_since = 1 WHERE not_founds >= 2");
            return database.Ask("SELECT upstream_task_id FROM tasks") == "";
        });
        (await Unresolved(admin)).ShouldBe([id]);
        (await Budget(host)).ShouldBe(("0", "16", "4"));
        (await host.Get(id)).Text("status").ShouldBe("queued");

        await admin.Done("POST", $"/tasks/{id}/resolve", Created(upstreams.State.Jobs.Single().Id));
        await host.Client.Wait(id, ["completed"]);
        await ShouldHaveBooked(admin, id, "charged", ("reserve", "16", "0"), ("charge", "-16", "16"));
    }

    [Theory, EachEngine]
    public async Task A_job_that_an_operator_named_and_the_upstream_showed_is_lost_like_any_other_when_it_is_gone(string engine)
    {
        await using var database = await TestDatabase.On(engine);
        await using var host = await GatewayHost.Start(upstreams.Url, database, [Operator.Setting], engine: engine);
        using var admin = new Operator(host);
        upstreams.State.Script("legacy", "reset_after+never_ends");
        var id = await host.Created(SeedExamples.Text, ("X-Gateway-Upstream", "legacy"));
        await admin.Done("POST", $"/tasks/{id}/resolve", Created(upstreams.State.Jobs.Single().Id));
        await host.Client.Wait(id, ["in_progress"]);
        await Eventually.True(() =>
        {
            database.Execute("UPDATE tasks SET upstream_task_id = 'gone', not_found_since = CASE WHEN not_founds >= 2 THEN 1 ELSE not_found_since END");
            return database.Ask("SELECT state FROM tasks") == "failed";
        });
        (await host.Get(id)).Text("error", "code").ShouldBe("upstream_task_lost");
    }

    [Theory, EachEngine]
    public async Task A_job_that_only_an_operator_has_named_keeps_its_price_when_the_task_grows_too_old(string engine)
    {
        await using var host = await GatewayHost.Start(upstreams.Url, settings: [Operator.Setting, ("Polling:MaxAge", "00:00:01")], engine: engine);
        using var admin = new Operator(host);
        var id = await Lost(host, "reset_after", givenUp: false);
        await admin.Done("POST", $"/tasks/{id}/resolve", Created("mistyped"));
        (await host.Finish(id)).Text("error", "code").ShouldBe("upstream_outcome_unknown");
        (await Unresolved(admin)).ShouldBe([id]);
        await admin.Done("POST", $"/tasks/{id}/resolve", Created(upstreams.State.Jobs.Single().Id));
        await host.Client.Wait(id, ["completed"]);
        await ShouldHaveBooked(admin, id, "charged", ("reserve", "16", "0"), ("charge", "-16", "16"));
    }

    [Theory, EachEngine]
    public async Task A_task_that_was_given_up_can_be_resolved_again_after_a_wrong_id(string engine)
    {
        await Start(engine, impatient: true);
        using var admin = new Operator(gateway);
        var id = await Lost(gateway, "reset_after", givenUp: true);
        await admin.Done("POST", $"/tasks/{id}/resolve", Created("not-the-job"));
        (await Unresolved(admin)).ShouldBe([id]);
        await admin.Done("POST", $"/tasks/{id}/resolve", Created(upstreams.State.Jobs.Single().Id));
        await gateway.Client.Wait(id, ["completed"]);
    }

    [Theory, EachEngine]
    public async Task Two_operators_at_once_book_once(string engine)
    {
        await Start(engine);
        using var admin = new Operator(gateway);
        var id = await Lost(gateway, "server_error", givenUp: false);
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => admin.Send("POST", $"/tasks/{id}/resolve", NotCreated)));
        answers.Count(answer => answer.Status == 200).ShouldBe(1);
        answers.Count(answer => answer.Status == 409).ShouldBe(9);
        await ShouldHaveBooked(admin, id, "refunded", ("reserve", "16", "0"), ("refund", "-16", "0"));
    }

    [Theory, EachEngine]
    public async Task A_task_whose_outcome_is_known_is_left_alone(string engine)
    {
        await Start(engine);
        using var admin = new Operator(gateway);
        var running = await gateway.Created(SeedExamples.WithFault("never_ends"));
        (await admin.Refused("POST", $"/tasks/{running}/resolve", NotCreated)).ShouldBe((409, "conflict", ""));
        upstreams.State.Script("toapis", "reject");
        var rejected = (await gateway.Create(SeedExamples.WithFault("none"))).Headers.Location!.ToString().Split('/')[^1];
        (await admin.Refused("POST", $"/tasks/{rejected}/resolve", Created("x"))).ShouldBe((409, "conflict", ""));
        (await admin.Refused("POST", "/tasks/video_none/resolve", NotCreated)).ShouldBe((404, "task_not_found", ""));
    }

    [Theory]
    [InlineData("{}", "outcome:required")]
    [InlineData("""{"outcome":"maybe","job":1}""", "outcome:not_allowed job:unknown_parameter")]
    [InlineData("""{"outcome":true}""", "outcome:invalid_type")]
    [InlineData("""{"outcome":"created"}""", "upstream_task_id:required")]
    [InlineData("""{"outcome":"created","upstream_task_id":""}""", "upstream_task_id:not_allowed")]
    [InlineData("""{"outcome":"created","upstream_task_id":"."}""", "upstream_task_id:not_allowed")]
    [InlineData("""{"outcome":"created","upstream_task_id":".."}""", "upstream_task_id:not_allowed")]
    [InlineData("""{"outcome":"created","upstream_task_id":"a\u0000b"}""", "upstream_task_id:not_allowed")]
    [InlineData("""{"outcome":"created","upstream_task_id":7}""", "upstream_task_id:invalid_type")]
    [InlineData("""{"outcome":"not_created","upstream_task_id":"x"}""", "upstream_task_id:unsupported_parameter")]
    public async Task A_faulty_word_changes_nothing(string body, string details)
    {
        await Start(Engines.Sqlite);
        using var admin = new Operator(gateway);
        var id = await Lost(gateway, "server_error", givenUp: false);
        (await admin.Refused("POST", $"/tasks/{id}/resolve", body)).ShouldBe((400, "invalid_request", details));
        (await admin.Get($"/tasks/{id}")).Text("internal", "state").ShouldBe("unknown");
    }

    [Fact]
    public async Task An_id_that_is_too_long_is_refused()
    {
        await Start(Engines.Sqlite);
        using var admin = new Operator(gateway);
        (await admin.Refused("POST", "/tasks/x/resolve", Created(new string('x', 257)))).ShouldBe((400, "invalid_request", "upstream_task_id:not_allowed"));
    }

    private static string Created(string jobId) => $$"""{"outcome":"created","upstream_task_id":"{{jobId}}"}""";

    private static async Task<IEnumerable<string>> Unresolved(Operator admin) =>
        (await admin.Get("/tasks?state=unresolved")).At("data").EnumerateArray().Select(task => task.Text("id"));

    private static async Task<(string Charged, string Reserved, string Remaining)> Budget(GatewayHost host)
    {
        var budget = (await (await host.Client.GetAsync("/v1/usage")).Json()).At("budget");
        return (budget.Text("charged"), budget.Text("reserved"), budget.Text("remaining"));
    }

    private static async Task ShouldHaveBooked(Operator admin, string id, string money, params (string, string, string)[] lines)
    {
        var task = await admin.Get($"/tasks/{id}");
        task.Text("internal", "money").ShouldBe(money);
        task.At("ledger").EnumerateArray().Select(line => (line.Text("kind"), line.Text("reserved"), line.Text("charged"))).ShouldBe(lines);
    }

    /// <param name="impatient">It gives up unknown submissions at once.</param>
    private async Task Start(string engine, bool impatient = false) => gateway = await GatewayHost.Start(
        upstreams.Url,
        settings: [Operator.Setting, ("Submission:UnknownAfter", impatient ? "00:00:00.100" : "00:10:00"), ("Clients:0:Budget:Amount", "20")],
        engine: engine);

    private async Task<string> Cheap(GatewayHost host)
    {
        upstreams.State.Script("legacy", "server_error");
        return await host.Created("""{"model":"viduq3-pro","prompt":"A cat","duration":1}""", ("X-Gateway-Upstream", "legacy"));
    }

    private async Task<string> Lost(GatewayHost host, string fault, bool givenUp)
    {
        upstreams.State.Script("legacy", fault);
        var id = await host.Created(SeedExamples.Text, ("X-Gateway-Upstream", "legacy"));
        if (givenUp)
        {
            (await host.Finish(id)).Text("error", "code").ShouldBe("upstream_outcome_unknown");
        }

        return id;
    }
}

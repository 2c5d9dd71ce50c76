using Gateway.Tests.Support;

namespace Gateway.Tests.Admin;

/// <summary>Every team's tasks, with what only operators see.</summary>
public sealed class TaskTests : OperatorTests
{
    [Theory, EachEngine]
    public async Task A_task_is_shown_whole_with_attempts_and_ledger(string engine)
    {
        await On(engine);
        Upstreams.State.Script("toapis", "rate_limited:60");
        var id = await Gateway.Created(SeedExamples.Text, ("X-Request-Id", "my-request"));
        var client = await Gateway.Finish(id);
        var task = await Admin.Get($"/tasks/{id}");
        foreach (var member in client.EnumerateObject())
        {
            task.Text(member.Name).ShouldBe(member.Value.ToString());
        }

        var inside = task.At("internal");
        (inside.Text("state"), inside.Text("money"), inside.Text("team"), inside.Text("key_id")).ShouldBe(("completed", "charged", "film", "config:film"));
        (inside.Text("request_id"), inside.Text("mode"), inside.Text("routes")).ShouldBe(("my-request", "text-to-video", """["toapis","apimart","legacy"]"""));
        inside.At("price_credits").GetDecimal().ShouldBe(16m);
        (inside.Text("upstream"), inside.Text("pool_key"), inside.Text("upstream_task_id")).ShouldBe(("apimart", "one", Upstreams.State.Jobs.Single().Id));

        task.At("attempts").EnumerateArray().Select(attempt => (attempt.Text("number"), attempt.Text("upstream"), attempt.Text("outcome")))
            .ShouldBe([("1", "toapis", "unavailable"), ("2", "apimart", "accepted")]);
        task.At("attempts", 1, "opened_at").GetInt64().ShouldBeGreaterThan(1_700_000_000);
        task.At("attempts", 1, "closed_at").GetInt64().ShouldBeLessThan(10_000_000_000);
        task.At("ledger").EnumerateArray().Select(line => (line.Text("kind"), line.Text("reserved"), line.Text("charged")))
            .ShouldBe([("reserve", "16", "0"), ("charge", "-16", "16")]);
        task.ToString().ShouldNotContain(SandboxHost.Keys[0]);

        task.Text("request").ShouldBe(
            """{"model":"viduq3-pro","mode":"text-to-video","prompt":"A cat playing piano","duration":8,"resolution":"1080p","aspect_ratio":"16:9","audio":true}""");
    }

    [Theory, EachEngine]
    public async Task Its_history_stays_when_its_events_are_gone(string engine)
    {
        await On(engine);
        Upstreams.State.Script("toapis", "rate_limited:60");
        var id = await Gateway.Created(SeedExamples.Text);
        await Gateway.Finish(id);
        Gateway.Database.Execute("DELETE FROM events");
        var task = await Admin.Get($"/tasks/{id}");
        var history = task.At("history").EnumerateArray().ToList();
        var kinds = history.Select(entry => entry.Text("kind")).ToList();
        kinds[..3].ShouldBe(["created", "submitting", "accepted"]);
        kinds[^1].ShouldBe("completed");
        history[0].Text("at").ShouldBe(task.Text("created_at"));
        history.Select(entry => entry.At("at").GetInt64()).ShouldBeInOrder();
        var steps = history[3..^1];
        steps.ShouldAllBe(entry => entry.Text("kind") == "progress");
        steps.Select(entry => entry.At("progress").GetInt32()).ShouldBeInOrder();
        task.At("internal", "accepted_at").GetInt64().ShouldBeGreaterThanOrEqualTo(task.At("created_at").GetInt64());
    }

    [Theory, EachEngine]
    public async Task They_are_found_by_model_key_error_and_time_and_summed(string engine)
    {
        await On(engine);
        using var other = Gateway.NewClient(GatewayHost.OtherKey);
        var (done, failed) = await TwoEnded();
        var running = (await (await other.Create("""{"model":"viduq3-turbo","prompt":"x [sandbox:never_ends]","duration":5}""")).Json()).Text("id");
        var made = (await Admin.Get($"/tasks/{running}")).At("created_at").GetInt64();

        (await Found("model=viduq3-turbo")).ShouldBe([running]);
        (await Found("key=config:film")).ShouldBe([failed, done]);
        (await Found("error_code=generation_failed")).ShouldBe([failed]);
        (await Found("error_code=timeout")).ShouldBeEmpty();
        (await Found($"from={made - 600}&to={made + 600}")).ShouldBe([running, failed, done]);
        (await Found($"to={made - 600}")).ShouldBeEmpty();
        (await Found($"from={made + 600}")).ShouldBeEmpty();
        (await Found("state=completed&status=queued")).ShouldBeEmpty();
        (await Found("state=failed&status=failed&model=viduq3-pro&team=film&upstream=toapis")).ShouldBe([failed]);

        (await Sums("")).ShouldBe((3.75m, 16m, 7.5m));
        (await Sums("?limit=1")).ShouldBe((3.75m, 16m, 7.5m));
        (await Sums($"?after={done}")).ShouldBe((3.75m, 16m, 7.5m));
        (await Sums("?team=other")).ShouldBe((3.75m, 0m, 0m));
        (await Sums("?status=completed")).ShouldBe((0m, 16m, 0m));
        (await Sums($"?from={made + 600}")).ShouldBe((0m, 0m, 0m));
        (await Sums("?state=unresolved")).ShouldBe((0m, 0m, 0m));
    }

    [Theory, EachEngine]
    public async Task They_are_listed_newest_first_page_by_page(string engine)
    {
        await On(engine);
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            ids.Insert(0, await Gateway.Created(SeedExamples.Text));
        }

        var first = await Admin.Get("/tasks?limit=2");
        (first.Text("object"), first.Text("has_more"), first.Text("first_id"), first.Text("last_id")).ShouldBe(("list", "True", ids[0], ids[1]));
        var second = await Admin.Get($"/tasks?limit=2&after={ids[1]}");
        Ids(second).ShouldBe(ids[2..4]);
        var last = await Admin.Get($"/tasks?limit=2&after={ids[3]}");
        (Ids(last).Single(), last.Text("has_more")).ShouldBe((ids[4], "False"));
        var none = await Admin.Get($"/tasks?after={ids[4]}");
        (none.At("data").GetArrayLength(), none.Text("has_more"), none.Text("first_id")).ShouldBe((0, "False", ""));
        (await Admin.Get("/tasks?limit=5")).Text("has_more").ShouldBe("False");
    }

    [Theory, EachEngine]
    public async Task They_are_found_by_status_state_team_and_upstream(string engine)
    {
        await On(engine);
        using var other = Gateway.NewClient(GatewayHost.OtherKey);
        var (done, failed) = await TwoEnded();
        Upstreams.State.Script("legacy", "server_error");
        var unknown = (await (await other.Create(SeedExamples.Text, ("X-Gateway-Upstream", "legacy"))).Json()).Text("id");

        (await Found("status=completed")).ShouldBe([done]);
        (await Found("status=failed&team=film")).ShouldBe([failed]);
        (await Found("status=queued")).ShouldBe([unknown]);
        (await Found("state=unknown")).ShouldBe([unknown]);
        (await Found("state=unresolved&upstream=legacy")).ShouldBe([unknown]);
        (await Found("state=polling")).ShouldBeEmpty();
        (await Found("team=other")).ShouldBe([unknown]);
        (await Found("team=film&upstream=toapis&status=&state=")).ShouldBe([failed, done]);
        (await Found("team=nobody")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("status=done&state=lost", "status:not_allowed state:not_allowed")]
    [InlineData("limit=0", "limit:out_of_range")]
    [InlineData("limit=101&after=video_1", "limit:out_of_range after:not_allowed")]
    [InlineData("limit=ten", "limit:out_of_range")]
    [InlineData("stat=failed", "stat:unknown_parameter")]
    [InlineData("team=a&team=b", "team:too_many")]
    [InlineData("from=2026-02-01&to=2026-01-01", "from:out_of_range")]
    [InlineData("error=timeout", "error:unknown_parameter")]
    public async Task A_faulty_query_is_refused(string query, string details) =>
        (await Admin.Refused("GET", $"/tasks?{query}")).ShouldBe((400, "invalid_request", details));

    [Fact]
    public async Task A_task_that_is_not_there_is_not_found() =>
        (await Admin.Refused("GET", "/tasks/video_01J9HA7JPQ9A0Z6JZ3V8M9W6PZ")).ShouldBe((404, "task_not_found", ""));

    private async Task<(string Completed, string Failed)> TwoEnded()
    {
        var completed = await Gateway.Created(SeedExamples.Text);
        var failed = await Gateway.Created(SeedExamples.WithFault("fail"));
        await Gateway.Finish(completed);
        await Gateway.Finish(failed);
        return (completed, failed);
    }

    private async Task<(decimal Reserved, decimal Charged, decimal Refunded)> Sums(string query)
    {
        var sums = (await Admin.Get($"/tasks{query}")).At("sums");
        return (sums.At("reserved").GetDecimal(), sums.At("charged").GetDecimal(), sums.At("refunded").GetDecimal());
    }

    private async Task<IEnumerable<string>> Found(string query) => Ids(await Admin.Get($"/tasks?{query}"));

    private static List<string> Ids(System.Text.Json.JsonElement page) => [.. page.At("data").EnumerateArray().Select(task => task.Text("id"))];
}

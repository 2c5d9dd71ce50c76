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
        var done = await Gateway.Created(SeedExamples.Text);
        var failed = await Gateway.Created(SeedExamples.WithFault("fail"));
        await Gateway.Finish(done);
        await Gateway.Finish(failed);
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
    public async Task A_faulty_query_is_refused(string query, string details) =>
        (await Admin.Refused("GET", $"/tasks?{query}")).ShouldBe((400, "invalid_request", details));

    [Fact]
    public async Task A_task_that_is_not_there_is_not_found() =>
        (await Admin.Refused("GET", "/tasks/video_01J9HA7JPQ9A0Z6JZ3V8M9W6PZ")).ShouldBe((404, "task_not_found", ""));

    private async Task<IEnumerable<string>> Found(string query) => Ids(await Admin.Get($"/tasks?{query}"));

    private static List<string> Ids(System.Text.Json.JsonElement page) => [.. page.At("data").EnumerateArray().Select(task => task.Text("id"))];
}

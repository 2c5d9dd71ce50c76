using System.Text.Json;
using Gateway.Tests.Support;

namespace Gateway.Tests.Admin;

/// <summary>What operators changed stands in the audit log, and nothing else does.</summary>
public sealed class AuditTests() : OperatorTests(runsFor: TimeSpan.FromMinutes(10))
{
    [Theory, EachEngine]
    public async Task Every_call_that_changes_something_is_in_it_with_who_what_when_whence_and_both_states(string engine)
    {
        await On(engine);
        var before = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var made = await Admin.Done("POST", "/keys", """{"name":"n","team":"t"}""");
        var id = made.Text("id");
        await Admin.Done("PATCH", $"/keys/{id}", """{"name":"m"}""");
        await Admin.Done("POST", $"/keys/{id}/rotate", """{"overlap_seconds":0}""");
        await Admin.Done("DELETE", $"/keys/{id}");
        await Admin.Done("PUT", "/teams/t", """{"max_concurrent_tasks":3}""");
        await Admin.Done("POST", "/upstreams/toapis/keys/one/disable");
        await Admin.Done("POST", "/upstreams/toapis/keys/one/enable");

        var lines = await Lines();
        lines.Select(line => $"{line.Text("action")} {line.Text("target").Replace(id, "key", StringComparison.Ordinal)}").ShouldBe(
        [
            "pool_key.enable toapis/one", "pool_key.disable toapis/one", "team.update t", "key.revoke key", "key.rotate key", "key.update key", "key.create key",
        ]);
        lines.ShouldAllBe(line => line.Text("operator") == "admin" && line.Text("from") == "127.0.0.1" && line.Text("request_id").StartsWith("req_"));
        lines.Select(line => line.At("at").GetInt64()).ShouldAllBe(at => at >= before - 5 && at <= before + 60);
        lines[6].At("before").ValueKind.ShouldBe(JsonValueKind.Null);
        (lines[5].Text("before", "name"), lines[5].Text("after", "name")).ShouldBe(("n", "m"));
        lines[3].At("before", "revoked_at").ValueKind.ShouldBe(JsonValueKind.Null);
        lines[3].At("after", "revoked_at").ValueKind.ShouldBe(JsonValueKind.Number);
        (lines[2].At("before", "max_concurrent_tasks").ToString(), lines[2].Text("after", "max_concurrent_tasks")).ShouldBe(("", "3"));
        (lines[1].Text("before", "disabled"), lines[1].Text("after", "disabled")).ShouldBe(("False", "True"));
        string.Concat(lines.Select(line => line.ToString())).ShouldNotContain(made.Text("key"));
    }

    [Theory, EachEngine]
    public async Task Operators_acts_on_tasks_are_in_it_and_clients_are_not(string engine)
    {
        await On(engine);
        var unknown = await Gateway.Created(SeedExamples.WithFault("reset_after"), ("X-Gateway-Upstream", "legacy"));
        await Admin.Done("POST", $"/tasks/{unknown}/resolve", """{"outcome":"created","upstream_task_id":"job-7"}""");
        (await Admin.Send("POST", $"/tasks/{unknown}/resolve", """{"outcome":"not_created"}""")).Status.ShouldBe(409);
        (await Admin.Send("POST", $"/tasks/{unknown}/cancel")).Status.ShouldBe(409);
        using (await Gateway.Post($"{ClientCalls.Videos}/{unknown}/cancel", "")) { }

        var line = (await Lines()).ShouldHaveSingleItem();
        (line.Text("action"), line.Text("target")).ShouldBe(("task.resolve", unknown));
        line.At("before").ToString().ShouldBe("""{"state":"unknown","money":"reserved","upstream_task_id":null,"error_code":null}""");
        line.At("after").ToString().ShouldBe("""{"state":"polling","money":"reserved","upstream_task_id":"job-7","error_code":null}""");
    }

    [Theory, EachEngine]
    public async Task What_changes_nothing_or_is_refused_is_not_in_it(string engine)
    {
        await On(engine);
        var id = (await Admin.Done("POST", "/keys", Operator.NewKey)).Text("id");
        await Admin.Done("PATCH", $"/keys/{id}", """{"name":"n"}""");
        await Admin.Done("PUT", "/teams/t", "{}");
        await Admin.Done("DELETE", $"/keys/{id}");
        await Admin.Done("DELETE", $"/keys/{id}");
        await Admin.Done("POST", "/upstreams/toapis/keys/one/disable");
        await Admin.Done("POST", "/upstreams/toapis/keys/one/disable");
        (await Admin.Send("PATCH", $"/keys/{id}", """{"name":"x"}""")).Status.ShouldBe(409);
        (await Admin.Send("PATCH", "/keys/key_none", """{"name":"x"}""")).Status.ShouldBe(404);
        (await Admin.Send("POST", "/keys", "{}")).Status.ShouldBe(400);
        (await Admin.Send("POST", "/upstreams/toapis/keys/none/disable")).Status.ShouldBe(404);
        (await Admin.Send("POST", "/tasks/none/cancel")).Status.ShouldBe(404);
        using var stranger = new Operator(Gateway, "somebody-who-only-guesses");
        (await stranger.Send("PUT", "/teams/t", """{"max_concurrent_tasks":1}""")).Status.ShouldBe(401);
        (await Lines()).Select(line => line.Text("action")).ShouldBe(["pool_key.disable", "key.revoke", "key.create"]);
    }

    [Theory, EachEngine]
    public async Task A_change_and_its_entry_are_written_together_or_not_at_all(string engine)
    {
        await On(engine);
        var id = (await Admin.Done("POST", "/keys", Operator.NewKey)).Text("id");
        var unknown = await Gateway.Created(SeedExamples.WithFault("reset_after"), ("X-Gateway-Upstream", "legacy"));
        Gateway.Database.Execute("ALTER TABLE audit RENAME TO audit_elsewhere");
        (await Admin.Send("POST", "/keys", Operator.NewKey)).Status.ShouldBeInRange(500, 503);
        (await Admin.Send("PATCH", $"/keys/{id}", """{"name":"other"}""")).Status.ShouldBeInRange(500, 503);
        (await Admin.Send("DELETE", $"/keys/{id}")).Status.ShouldBeInRange(500, 503);
        (await Admin.Send("PUT", "/teams/t", """{"max_concurrent_tasks":3}""")).Status.ShouldBeInRange(500, 503);
        (await Admin.Send("POST", "/upstreams/toapis/keys/one/disable")).Status.ShouldBeInRange(500, 503);
        (await Admin.Send("POST", $"/tasks/{unknown}/resolve", """{"outcome":"not_created"}""")).Status.ShouldBeInRange(500, 503);
        Gateway.Database.Execute("ALTER TABLE audit_elsewhere RENAME TO audit");

        var key = (await Admin.Get("/keys")).At("data").EnumerateArray().Single(row => row.Text("source") == "api");
        (key.Text("name"), key.At("revoked_at").ValueKind).ShouldBe(("n", JsonValueKind.Null));
        (await Admin.Get("/teams/t")).At("max_concurrent_tasks").ValueKind.ShouldBe(JsonValueKind.Null);
        Gateway.Database.Ask("SELECT COUNT(*) FROM pool_keys WHERE disabled IS NOT NULL").ShouldBe("0");
        (await Admin.Get($"/tasks/{unknown}")).Text("internal", "state").ShouldBe("unknown");
        (await Lines()).ShouldHaveSingleItem();
        await Admin.Done("POST", $"/tasks/{unknown}/resolve", """{"outcome":"not_created"}""");
        (await Lines()).Count.ShouldBe(2);
    }

    [Theory, EachEngine]
    public async Task No_line_is_ever_changed_or_deleted(string engine)
    {
        await On(engine);
        await Admin.Done("POST", "/keys", Operator.NewKey);
        foreach (var sql in (string[])["UPDATE audit SET operator = 'nobody'", "DELETE FROM audit", "DELETE FROM audit WHERE id = 1"])
        {
            Should.Throw<Exception>(() => Gateway.Database.Execute(sql)).Message.ShouldContain("append-only");
        }

        (await Lines()).ShouldHaveSingleItem();
    }

    [Theory, EachEngine]
    public async Task It_is_read_in_pages_from_the_newest_on_while_more_is_written(string engine)
    {
        await On(engine);
        await Task.WhenAll(Enumerable.Range(1, 25).Select(number => Admin.Done("PUT", $"/teams/t{number}", """{"max_concurrent_tasks":1}""")));
        var (seen, after) = (new List<string>(), "");
        while (true)
        {
            var page = await Admin.Get($"/audit?limit=10{after}");
            var ids = page.At("data").EnumerateArray().Select(line => line.Text("id")).ToList();
            (page.Text("first_id"), page.Text("last_id")).ShouldBe((ids[0], ids[^1]));
            seen.AddRange(ids);
            if (!page.At("has_more").GetBoolean())
            {
                break;
            }

            after = $"&after={ids[^1]}";
            await Admin.Done("POST", "/keys", Operator.NewKey);
        }

        seen.Count.ShouldBe(25);
        seen.Distinct().Count().ShouldBe(25);
        (await Admin.Get("/audit?after=audit_1")).At("data").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("after=12", "after:not_allowed")]
    [InlineData("after=audit_-1", "after:not_allowed")]
    [InlineData("after=audit_99999999999999999999", "after:not_allowed")]
    [InlineData("limit=101&operator=x", "limit:out_of_range operator:unknown_parameter")]
    public async Task A_faulty_question_is_refused(string query, string details) =>
        (await Admin.Refused("GET", $"/audit?{query}")).ShouldBe((400, "invalid_request", details));

    [Fact]
    public async Task Of_many_changes_at_once_each_has_the_state_that_it_changed()
    {
        var id = (await Admin.Done("POST", "/keys", Operator.NewKey)).Text("id");
        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Admin.Done("PATCH", $"/keys/{id}", $$"""{"name":"n{{number}}"}""")));
        var lines = (await Lines()).Where(line => line.Text("action") == "key.update").Reverse().ToList();
        lines.Count.ShouldBe(20);
        lines.Zip(lines.Skip(1)).ShouldAllBe(pair => pair.First.Text("after", "name") == pair.Second.Text("before", "name"));
    }

    [Fact]
    public async Task What_operators_read_is_kept_by_no_cache()
    {
        using var client = Gateway.NewClient(Operator.Key);
        using var answer = await client.GetAsync("/admin/v1/keys");
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    private async Task<List<JsonElement>> Lines() => [.. (await Admin.Get("/audit?limit=100")).At("data").EnumerateArray()];
}

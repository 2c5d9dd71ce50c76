using System.Text.Json;
using Gateway.Tests.Support;

namespace Gateway.Tests.Admin;

/// <summary>What was made, for whom and for how much.</summary>
public sealed class UsageTests : OperatorTests
{
    [Theory, EachEngine]
    public async Task Every_task_counts_once_with_its_seconds_and_credits(string engine)
    {
        await On(engine);
        (await Rows("")).Single().ToString().ShouldBe(
            """{"tasks":{"queued":0,"in_progress":0,"completed":0,"failed":0,"unknown":0},"seconds":0,"task_seconds":{"median":null,"p95":null},"credits":{"reserved":0,"charged":0,"refunded":0}}""");
        await Busy();
        var all = (await Rows("")).Single();
        all.At("tasks").ToString().ShouldBe("""{"queued":0,"in_progress":1,"completed":2,"failed":1,"unknown":1}""");
        all.At("seconds").GetInt64().ShouldBe(8 + 5);
        all.At("credits").ToString().ShouldBe(await Ledger());
    }

    [Theory, EachEngine]
    public async Task It_is_parted_by_what_is_asked_for(string engine)
    {
        await On(engine);
        await Busy();
        (await Rows("?group_by=team")).Select(row => (row.Text("team"), row.Text("tasks", "completed"), row.Text("seconds")))
            .ShouldBe([("film", "1", "8"), ("other", "1", "5")]);
        (await Rows("?group_by=key")).Select(row => row.Text("key")).ShouldBe(["config:film", "config:other"]);
        (await Rows("?group_by=upstream")).Select(row => (row.Text("upstream"), row.Text("tasks", "unknown")))
            .ShouldBe([("legacy", "1"), ("toapis", "0")]);
        var rows = await Rows("?group_by=model,%20team,model");
        rows.Select(row => (row.Text("team"), row.Text("model"))).ShouldBe([("film", "viduq3-pro"), ("other", "viduq3-pro"), ("other", "viduq3-turbo")]);
        rows[0].EnumerateObject().Select(member => member.Name).ShouldBe(["team", "model", "tasks", "seconds", "task_seconds", "credits"]);
        (await Rows("?group_by=team,key,model,upstream")).Count.ShouldBe(3);
    }

    [Theory, EachEngine]
    public async Task It_is_parted_by_days_and_hours_and_says_how_long_tasks_take(string engine)
    {
        await On(engine);
        await Busy();
        var made = DateTimeOffset.FromUnixTimeSeconds((await Admin.Get("/tasks?status=completed")).At("data")[0].At("created_at").GetInt64());
        (await Rows("?group_by=day")).Select(row => row.Text("day")).ShouldContain($"{made:yyyy-MM-dd}");
        (await Rows("?group_by=hour,team")).Select(row => (row.Text("team"), row.Text("hour"))).ShouldContain(("other", $"{made:yyyy-MM-ddTHH}:00:00Z"));

        Gateway.Database.Execute("UPDATE tasks SET completed_at = created_at / 1000 + CASE team WHEN 'film' THEN 10 ELSE 60 END WHERE status = 'completed'");
        (await Rows("")).Single().At("task_seconds").ToString().ShouldBe("""{"median":10,"p95":60}""");
        (await Rows("?group_by=team")).Select(row => row.At("task_seconds").ToString()).ShouldBe(["""{"median":10,"p95":10}""", """{"median":60,"p95":60}"""]);
        (await Rows("?group_by=upstream")).Single(row => row.Text("upstream") == "legacy").At("task_seconds").ToString().ShouldBe("""{"median":null,"p95":null}""");
    }

    [Theory, EachEngine]
    public async Task A_team_sees_what_it_has_made_itself_beside_its_limits(string engine)
    {
        await On(engine);
        await Busy();
        var usage = await (await Gateway.Client.GetAsync("/v1/usage?group_by=model,key,day")).Json();
        usage.Text("team").ShouldBe("film");
        var row = usage.At("data").EnumerateArray().Single();
        (row.Text("model"), row.Text("key"), row.Text("tasks", "completed"), row.Text("tasks", "failed"), row.Text("seconds"))
            .ShouldBe(("viduq3-pro", "config:film", "1", "1", "8"));
        row.At("credits").ToString().ShouldBe((await Rows("?group_by=team")).Single(row => row.Text("team") == "film").At("credits").ToString());
        (await (await Gateway.Client.GetAsync("/v1/usage")).Json()).TryGetProperty("data", out _).ShouldBeFalse();
        var refused = await (await Gateway.Client.GetAsync("/v1/usage?group_by=team&fron=1")).Json();
        refused.At("error", "details").EnumerateArray().Select(detail => detail.Text("param")).ShouldBe(["group_by", "fron"]);
    }

    [Theory, EachEngine]
    public async Task It_covers_the_time_that_is_asked_for(string engine)
    {
        await On(engine);
        await Gateway.Created(SeedExamples.Text);
        var now = DateTimeOffset.UtcNow;
        var month = new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero);
        var report = await Admin.Get("/usage");
        (report.At("from").GetInt64(), report.At("to").GetInt64()).ShouldBe((month.ToUnixTimeSeconds(), month.AddMonths(1).ToUnixTimeSeconds()));

        (await Count($"?from={now.ToUnixTimeSeconds() - 60}")).ShouldBe(1);
        (await Count($"?from={now.ToUnixTimeSeconds() - 60}&to={now.ToUnixTimeSeconds() + 60}")).ShouldBe(1);
        (await Count($"?from={now.ToUnixTimeSeconds() + 60}")).ShouldBe(0);
        (await Count($"?from=0&to={now.ToUnixTimeSeconds() - 60}")).ShouldBe(0);
        (await Count($"?from={now.AddDays(-1):yyyy-MM-dd}&to={now.AddDays(1):yyyy-MM-ddTHH:mm:ssZ}")).ShouldBe(1);
        var earlier = await Admin.Get("/usage?to=2026-01-15");
        (earlier.At("from").GetInt64(), earlier.At("to").GetInt64()).ShouldBe((1767225600, 1768435200));
        (await Count("?from=9998-12-31")).ShouldBe(0);
    }

    [Theory]
    [InlineData("?from=yesterday&to=9999999999999&group_by=team,colour", "from:invalid_type to:invalid_type group_by:not_allowed")]
    [InlineData("?from=2026-02-01&to=2026-02-01", "from:out_of_range")]
    [InlineData("?from=-1", "from:invalid_type")]
    [InlineData("?group-by=team", "group-by:unknown_parameter")]
    public async Task A_faulty_query_is_refused(string query, string details) =>
        (await Admin.Refused("GET", $"/usage{query}")).ShouldBe((400, "invalid_request", details));

    private async Task<List<JsonElement>> Rows(string query) => [.. (await Admin.Get($"/usage{query}")).At("data").EnumerateArray()];

    private async Task<long> Count(string query) =>
        (await Rows(query)).Single().At("tasks").EnumerateObject().Sum(member => member.Value.GetInt64());

    /// <summary>The same sums from the lines of the ledger.</summary>
    private async Task<string> Ledger()
    {
        var tasks = (await Admin.Get("/tasks?limit=100")).At("data").EnumerateArray().ToList();
        var lines = tasks.SelectMany(task => task.At("ledger").EnumerateArray()).ToList();
        var reserved = lines.Sum(line => line.At("reserved").GetDecimal());
        var charged = lines.Sum(line => line.At("charged").GetDecimal());
        var refunded = -lines.Where(line => line.Text("kind") == "refund").Sum(line => line.At("reserved").GetDecimal());
        reserved.ShouldBePositive();
        charged.ShouldBePositive();
        refunded.ShouldBePositive();
        return $$"""{"reserved":{{reserved / 1.000m}},"charged":{{charged / 1.000m}},"refunded":{{refunded / 1.000m}}}""";
    }

    /// <summary>One task of each kind, and two completed ones.</summary>
    private async Task Busy()
    {
        using var other = Gateway.NewClient(GatewayHost.OtherKey);
        var done = await Gateway.Created(SeedExamples.Text);
        var failed = await Gateway.Created(SeedExamples.WithFault("fail"));
        var small = (await (await other.Create("""{"model":"viduq3-turbo","prompt":"x","duration":5}""")).Json()).Text("id");
        var running = await Gateway.Created(SeedExamples.WithFault("never_ends"));
        Upstreams.State.Script("legacy", "server_error");
        await other.Create(SeedExamples.Text, ("X-Gateway-Upstream", "legacy"));
        foreach (var (client, id, status) in ((HttpClient, string, string)[])
            [(Gateway.Client, done, "completed"), (Gateway.Client, failed, "failed"), (other, small, "completed"), (Gateway.Client, running, "in_progress")])
        {
            await client.Wait(id, [status]);
        }
    }
}

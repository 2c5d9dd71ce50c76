using Gateway.Tests.Support;

namespace Gateway.Tests.Admin;

/// <summary>Limits over all keys of a team together.</summary>
public sealed class TeamTests() : OperatorTests(runsFor: TimeSpan.FromMinutes(10))
{
    [Theory, EachEngine]
    public async Task A_team_has_no_limits_until_it_gets_some(string engine)
    {
        await On(engine);
        (await Admin.Get("/teams/new")).ToString().ShouldBe("""{"team":"new","requests_per_minute":null,"max_concurrent_tasks":null,"budget":null}""");
        var set = await Admin.Done("PUT", "/teams/new", """{"requests_per_minute":5,"budget":{"amount":2.25,"period":"total"}}""");
        set.ToString().ShouldBe("""{"team":"new","requests_per_minute":5,"max_concurrent_tasks":null,"budget":{"amount":2.25,"period":"total"}}""");
        (await Admin.Get("/teams/new")).ToString().ShouldBe(set.ToString());

        var replaced = await Admin.Done("PUT", "/teams/new", """{"max_concurrent_tasks":3}""");
        replaced.ToString().ShouldBe("""{"team":"new","requests_per_minute":null,"max_concurrent_tasks":3,"budget":null}""");
    }

    [Theory, EachEngine]
    public async Task All_that_are_known_are_listed(string engine)
    {
        await On(engine);
        await Admin.Done("POST", "/keys", """{"name":"a","team":"crew"}""");
        await Admin.Done("PUT", "/teams/apart", """{"requests_per_minute":5}""");
        var teams = (await Admin.Get("/teams")).At("data").EnumerateArray().ToList();
        teams.Select(team => team.Text("team")).ShouldBe(["apart", "crew", "film", "narrow", "other"]);
        teams[0].Text("requests_per_minute").ShouldBe("5");
        teams[1].ToString().ShouldBe((await Admin.Get("/teams/crew")).ToString());
    }

    [Theory, EachEngine]
    public async Task They_count_at_once_and_over_all_its_keys(string engine)
    {
        await On(engine);
        var first = (await Admin.Done("POST", "/keys", """{"name":"a","team":"crew"}""")).Text("key");
        var second = (await Admin.Done("POST", "/keys", """{"name":"b","team":"crew"}""")).Text("key");
        (await Create(first)).ShouldBe(200);
        await Admin.Done("PUT", "/teams/crew", """{"max_concurrent_tasks":1}""");
        (await Create(second)).ShouldBe(429);
        await Admin.Done("PUT", "/teams/crew", "{}");
        (await Create(second)).ShouldBe(200);
    }

    [Theory, EachEngine]
    public async Task A_key_is_told_of_its_own_and_of_its_teams_and_when_they_start_anew(string engine)
    {
        await On(engine);
        var key = (await Admin.Done("POST", "/keys", """{"name":"a","team":"crew","requests_per_minute":60}""")).Text("key");
        await Admin.Done("PUT", "/teams/crew", """{"requests_per_minute":30,"max_concurrent_tasks":4,"budget":{"amount":100,"period":"total"}}""");
        (await Create(key)).ShouldBe(200);
        using var client = Gateway.NewClient(key);
        var usage = await (await client.GetAsync("/v1/usage")).Json();
        (usage.Text("requests_per_minute", "limit"), usage.Text("requests_per_minute", "remaining")).ShouldBe(("60", "59"));
        (usage.Text("team_requests_per_minute", "limit"), usage.Text("team_requests_per_minute", "remaining")).ShouldBe(("30", "29"));
        usage.At("team_concurrent_tasks").ToString().ShouldBe("""{"limit":4,"used":1}""");
        usage.At("team_budget").ToString().ShouldBe("""{"limit":100,"charged":0,"reserved":16,"remaining":84,"period":"total","resets_at":null}""");
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        usage.At("requests_per_minute", "resets_at").GetInt64().ShouldBeInRange(now - 10, now + 3);
        usage.At("team_requests_per_minute", "resets_at").GetInt64().ShouldBeInRange(now - 10, now + 4);
    }

    [Theory]
    [InlineData("crew", """{"requests_per_minute":0}""", "requests_per_minute:out_of_range")]
    [InlineData("crew", """{"budget":{"amount":1,"period":"week"},"models":["viduq3-pro"]}""", "budget.period:not_allowed models:unknown_parameter")]
    [InlineData("film%2Fcrew", "{}", "team:not_allowed")]
    [InlineData("%20crew", "{}", "team:not_allowed")]
    public async Task Faulty_limits_are_refused(string team, string body, string details) =>
        (await Admin.Refused("PUT", $"/teams/{team}", body)).ShouldBe((400, "invalid_request", details));

    private async Task<int> Create(string key)
    {
        using var client = Gateway.NewClient(key);
        return (int)(await client.Create(SeedExamples.Text)).StatusCode;
    }
}

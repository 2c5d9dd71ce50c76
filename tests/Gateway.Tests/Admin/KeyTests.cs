using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gateway.Canonical;
using Gateway.Keys;
using Gateway.Quotas;
using Gateway.Tests.Support;

namespace Gateway.Tests.Admin;

/// <summary>Keys made by operators, and what becomes of them at the client API.</summary>
public sealed partial class KeyTests() : OperatorTests(runsFor: TimeSpan.FromMinutes(10))
{
    [Theory, EachEngine]
    public async Task A_new_key_is_shown_once_and_works_at_once(string engine)
    {
        await On(engine);
        var before = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var (status, made) = await Admin.Send("POST", "/keys",
            """
            {"name":"Render farm","team":"film","models":["viduq3-pro","veo3.1-fast"],"requests_per_minute":60,
             "max_concurrent_tasks":5,"budget":{"amount":100.5,"period":"day"},"expires_at":4102444800}
            """);
        status.ShouldBe(201);
        Id().IsMatch(made.Text("id")).ShouldBeTrue();
        Secret().IsMatch(made.Text("key")).ShouldBeTrue();
        made.At("created_at").GetInt64().ShouldBeInRange(before, before + 60);
        Without(made, "id", "key", "hint", "created_at").ShouldBe(
            """{"name":"Render farm","team":"film","models":["viduq3-pro","veo3.1-fast"],"requests_per_minute":60,"max_concurrent_tasks":5,"budget":{"amount":100.5,"period":"day"},"expires_at":4102444800,"revoked_at":null,"previous_key_until":null,"source":"api"}""");

        made.Text("hint").ShouldBe(made.Text("key")[^4..]);
        var read = await Admin.Get($"/keys/{made.Text("id")}");
        Without(read).ShouldBe(Without(made, "key"));
        (await Admin.Get("/keys")).At("data").EnumerateArray().Last().ToString().ShouldBe(read.ToString());

        var rotated = await Admin.Done("POST", $"/keys/{(await Admin.Done("POST", "/keys", Operator.NewKey)).Text("id")}/rotate");
        rotated.Text("hint").ShouldBe(rotated.Text("key")[^4..]);
        await Admin.Done("DELETE", $"/keys/{rotated.Text("id")}");

        using var client = Gateway.NewClient(made.Text("key"));
        var usage = await (await client.GetAsync("/v1/usage")).Json();
        (usage.Text("key", "id"), usage.Text("team"), usage.Text("budget", "limit")).ShouldBe((made.Text("id"), "film", "100.5"));
    }

    [Theory, EachEngine]
    public async Task The_least_that_a_key_needs_is_a_name_and_a_team(string engine)
    {
        await On(engine);
        var made = await Admin.Done("POST", "/keys", """{"name":"a","team":"b","models":null,"budget":null,"expires_at":null}""");
        Without(made, "id", "key", "hint", "created_at").ShouldBe(
            """{"name":"a","team":"b","models":null,"requests_per_minute":null,"max_concurrent_tasks":null,"budget":null,"expires_at":null,"revoked_at":null,"previous_key_until":null,"source":"api"}""");
        (await Admin.Done("POST", "/keys", Operator.NewKey)).Text("key").ShouldNotBe(made.Text("key"));
    }

    [Theory]
    [InlineData("{}", "name:required team:required")]
    [InlineData("""{"name":"","team":null}""", "name:required team:required")]
    [InlineData("""{"name":1,"team":[]}""", "name:invalid_type team:invalid_type")]
    [InlineData("""{"name":"a\nb","team":"a/b"}""", "name:not_allowed team:not_allowed")]
    [InlineData("""{"name":" a","team":".."}""", "name:not_allowed team:not_allowed")]
    [InlineData("""{"name":"n","team":"t","models":["sora","viduq3-pro",7]}""", "models[2]:invalid_type models[0]:not_allowed")]
    [InlineData("""{"name":"n","team":"t","models":[]}""", "models:too_few")]
    [InlineData("""{"name":"n","team":"t","models":"viduq3-pro"}""", "models:invalid_type")]
    [InlineData("""{"name":"n","team":"t","requests_per_minute":0,"max_concurrent_tasks":1.5}""", "requests_per_minute:out_of_range max_concurrent_tasks:invalid_type")]
    [InlineData("""{"name":"n","team":"t","requests_per_minute":1000001,"max_concurrent_tasks":-1}""", "requests_per_minute:out_of_range max_concurrent_tasks:out_of_range")]
    [InlineData("""{"name":"n","team":"t","budget":{}}""", "budget.amount:required")]
    [InlineData("""{"name":"n","team":"t","budget":{"amount":-1,"period":"year","per":1}}""", "budget.amount:out_of_range budget.period:not_allowed budget.per:unknown_parameter")]
    [InlineData("""{"name":"n","team":"t","budget":{"amount":1e99}}""", "budget.amount:out_of_range")]
    [InlineData("""{"name":"n","team":"t","budget":{"amount":"5","period":7}}""", "budget.amount:invalid_type budget.period:invalid_type")]
    [InlineData("""{"name":"n","team":"t","budget":5}""", "budget:invalid_type")]
    [InlineData("""{"name":"n","team":"t","expires_at":1000}""", "expires_at:out_of_range")]
    [InlineData("""{"name":"n","team":"t","expires_at":"tomorrow"}""", "expires_at:invalid_type")]
    [InlineData("""{"name":"n","team":"t","expires_at":1e30}""", "expires_at:invalid_type")]
    [InlineData("""{"name":"n","team":"t","key":"sk-mine"}""", "key:unknown_parameter")]
    public async Task A_faulty_key_is_refused_with_all_its_faults(string body, string details)
    {
        (await Admin.Refused("POST", "/keys", body)).ShouldBe((400, "invalid_request", details));
        (await Admin.Get("/keys")).At("data").GetArrayLength().ShouldBe(3);

        var id = (await Admin.Done("POST", "/keys", Operator.NewKey)).Text("id");
        if (body != "{}")
        {
            (await Admin.Refused("PATCH", $"/keys/{id}", body)).ShouldBe((400, "invalid_request", details));
        }
    }

    [Theory]
    [InlineData("\"2099-01-01\"", 4070908800)]
    [InlineData("\"2099-01-01T02:00:00+02:00\"", 4070908800)]
    [InlineData("\"2099-01-01T00:00:00\"", 4070908800)]
    [InlineData("4070908800.0", 4070908800)]
    public async Task A_time_may_be_a_number_or_a_date(string written, long seconds) =>
        (await Admin.Done("POST", "/keys", $$"""{"name":"n","team":"t","expires_at":{{written}}}""")).At("expires_at").GetInt64().ShouldBe(seconds);

    [Theory, EachEngine]
    public async Task A_change_touches_only_what_it_names_and_counts_at_once(string engine)
    {
        await On(engine);
        var made = await Admin.Done("POST", "/keys", """{"name":"n","team":"t","requests_per_minute":100,"budget":{"amount":50}}""");
        var id = made.Text("id");
        using var client = Gateway.NewClient(made.Text("key"));
        (await Create(client)).ShouldBe(200);

        await Admin.Done("PATCH", $"/keys/{id}", """{"budget":{"amount":16,"period":"total"}}""");
        (await Create(client)).ShouldBe(402);
        await Admin.Done("PATCH", $"/keys/{id}", """{"budget":null,"max_concurrent_tasks":1}""");
        (await Create(client)).ShouldBe(429);
        await Admin.Done("PATCH", $"/keys/{id}", """{"max_concurrent_tasks":null,"models":["veo3.1-fast"]}""");
        (await Create(client)).ShouldBe(403);
        var last = await Admin.Done("PATCH", $"/keys/{id}", """{"models":null,"name":"m"}""");
        (await Create(client)).ShouldBe(200);
        Without(last, "id", "hint", "created_at").ShouldBe(
            """{"name":"m","team":"t","models":null,"requests_per_minute":100,"max_concurrent_tasks":null,"budget":null,"expires_at":null,"revoked_at":null,"previous_key_until":null,"source":"api"}""");
        (await Admin.Done("PATCH", $"/keys/{id}", "{}")).ToString().ShouldBe(last.ToString());
    }

    [Fact]
    public async Task A_limit_goes_by_its_name_too_for_clients_that_never_write_a_null()
    {
        await On(Engines.Sqlite);
        var made = await Admin.Done(
            "POST",
            "/keys",
            """{"name":"n","team":"t","models":["viduq3"],"requests_per_minute":7,"max_concurrent_tasks":8,"budget":{"amount":50},"expires_at":4102444800}""");
        var path = $"/keys/{made.Text("id")}";
        var some = await Admin.Done("PATCH", path, """{"name":"m","remove":["budget","requests_per_minute"]}""");
        Without(some, "id", "hint", "created_at").ShouldBe(
            """{"name":"m","team":"t","models":["viduq3"],"requests_per_minute":null,"max_concurrent_tasks":8,"budget":null,"expires_at":4102444800,"revoked_at":null,"previous_key_until":null,"source":"api"}""");
        var none = await Admin.Done("PATCH", path, """{"remove":["models","max_concurrent_tasks","expires_at"]}""");
        Without(none, "id", "hint", "created_at").ShouldBe(
            """{"name":"m","team":"t","models":null,"requests_per_minute":null,"max_concurrent_tasks":null,"budget":null,"expires_at":null,"revoked_at":null,"previous_key_until":null,"source":"api"}""");
        (await Admin.Refused("PATCH", path, """{"budget":{"amount":1},"remove":["budget","name",5]}"""))
            .ShouldBe((400, "invalid_request", "remove[2]:invalid_type remove[0]:conflict remove[1]:not_allowed"));
    }

    [Theory, EachEngine]
    public async Task A_revoked_key_is_dead_at_once_and_stays_on_record(string engine)
    {
        await On(engine);
        var made = await Admin.Done("POST", "/keys", Operator.NewKey);
        var id = made.Text("id");
        using var client = Gateway.NewClient(made.Text("key"));
        (await client.GetAsync("/v1/models")).StatusCode.ShouldBe(HttpStatusCode.OK);

        var revoked = await Admin.Done("DELETE", $"/keys/{id}");
        revoked.At("revoked_at").GetInt64().ShouldBePositive();
        (await client.GetAsync("/v1/models")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await Admin.Done("DELETE", $"/keys/{id}")).ToString().ShouldBe(revoked.ToString());
        (await Admin.Get($"/keys/{id}")).ToString().ShouldBe(revoked.ToString());

        (await Admin.Refused("PATCH", $"/keys/{id}", """{"name":"x"}""")).ShouldBe((409, "conflict", ""));
        (await Admin.Refused("POST", $"/keys/{id}/rotate")).ShouldBe((409, "conflict", ""));
    }

    [Theory, EachEngine]
    public async Task A_rotation_ends_the_old_secret_or_lets_it_work_for_the_overlap(string engine)
    {
        await On(engine);
        var made = await Admin.Done("POST", "/keys", Operator.NewKey);
        var id = made.Text("id");
        var second = await Admin.Done("POST", $"/keys/{id}/rotate", """{"overlap_seconds":0}""");
        Secret().IsMatch(second.Text("key")).ShouldBeTrue();
        (await Opens(made), await Opens(second)).ShouldBe((false, true));

        var third = await Admin.Done("POST", $"/keys/{id}/rotate");
        third.At("previous_key_until").GetInt64().ShouldBeGreaterThan(DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 3500);
        (await Opens(made), await Opens(second), await Opens(third)).ShouldBe((false, true, true));

        // A second overlap would break the promise of the first.
        (await Admin.Refused("POST", $"/keys/{id}/rotate", """{"overlap_seconds":60}""")).ShouldBe((409, "conflict", ""));
        (await Opens(second), await Opens(third)).ShouldBe((true, true));

        var fourth = await Admin.Done("POST", $"/keys/{id}/rotate", """{"overlap_seconds":0}""");
        (await Opens(second), await Opens(third), await Opens(fourth)).ShouldBe((false, false, true));
        fourth.Text("id").ShouldBe(id);
    }

    [Theory]
    [InlineData("""{"overlap_seconds":-1}""", "overlap_seconds:out_of_range")]
    [InlineData("""{"overlap_seconds":2592001,"overlap":1}""", "overlap_seconds:out_of_range overlap:unknown_parameter")]
    [InlineData("""{"overlap_seconds":"60"}""", "overlap_seconds:invalid_type")]
    public async Task A_faulty_rotation_changes_nothing(string body, string details)
    {
        var made = await Admin.Done("POST", "/keys", Operator.NewKey);
        (await Admin.Refused("POST", $"/keys/{made.Text("id")}/rotate", body)).ShouldBe((400, "invalid_request", details));
        (await Opens(made)).ShouldBeTrue();
    }

    [Fact]
    public void An_expired_key_and_a_secret_after_its_overlap_open_nothing()
    {
        var time = new ManualTime();
        var now = time.Now();
        var keys = new ClientKeys([], time);
        var key = new ClientKey("key_1", "n", "t", null, Limits.None, ExpiresAt: now + TimeSpan.FromSeconds(20));
        keys.Replace([new KeyRecord(key, ClientKeys.Hash("new"), ClientKeys.Hash("old"), now + TimeSpan.FromSeconds(10), now, null)]);

        time.Advance(TimeSpan.FromMilliseconds(9_999));
        (keys.Find("Bearer new"), keys.Find("Bearer old")).ShouldBe((key, key));
        time.Advance(TimeSpan.FromMilliseconds(1));
        (keys.Find("Bearer new"), keys.Find("Bearer old")).ShouldBe((key, null));
        time.Advance(TimeSpan.FromSeconds(10));
        keys.Find("Bearer new").ShouldBeNull();
    }

    [Fact]
    public async Task Keys_of_the_settings_are_listed_and_left_alone()
    {
        var row = (await Admin.Get("/keys")).At("data").EnumerateArray().Single(row => row.Text("name") == "narrow");
        row.Text("source").ShouldBe("config");
        (row.Text("id"), row.Text("models"), row.At("created_at").ValueKind).ShouldBe(("config:narrow", """["veo3.1-fast"]""", JsonValueKind.Null));
        (await Admin.Get("/keys/config:narrow")).ToString().ShouldBe(row.ToString());
        foreach (var (method, path) in ((string, string)[])[("PATCH", ""), ("DELETE", ""), ("POST", "/rotate")])
        {
            (await Admin.Refused(method, $"/keys/config:narrow{path}", "{}")).ShouldBe((409, "conflict", ""));
        }
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("PATCH", "")]
    [InlineData("DELETE", "")]
    [InlineData("POST", "/rotate")]
    public async Task A_key_that_is_not_there_is_not_found(string method, string path)
    {
        foreach (var id in (string[])["key_01J9HA7JPQ9A0Z6JZ3V8M9W6PZ", "config:nobody", "%2e%2e"])
        {
            (await Admin.Refused(method, $"/keys/{id}{path}", method == "GET" ? null : "{}")).ShouldBe((404, "not_found", ""));
        }
    }

    [Theory, EachEngine]
    public async Task Keys_outlive_the_process_and_their_secrets_are_not_in_the_store(string engine)
    {
        await using var database = await TestDatabase.On(engine);
        string kept, revoked, rotated, previous;
        await using (var first = await GatewayHost.Start(Upstreams.Url, database, [Operator.Setting]))
        {
            using var operators = new Operator(first);
            kept = (await operators.Done("POST", "/keys", """{"name":"n","team":"t","max_concurrent_tasks":7}""")).Text("key");
            var second = await operators.Done("POST", "/keys", Operator.NewKey);
            (previous, rotated) = (second.Text("key"), (await operators.Done("POST", $"/keys/{second.Text("id")}/rotate", """{"overlap_seconds":600}""")).Text("key"));
            var third = await operators.Done("POST", "/keys", Operator.NewKey);
            revoked = third.Text("key");
            await operators.Done("DELETE", $"/keys/{third.Text("id")}");
            await operators.Done("PUT", "/teams/t", """{"requests_per_minute":9}""");
        }

        await using var again = await GatewayHost.Start(Upstreams.Url, database, [Operator.Setting]);
        using var client = again.NewClient(kept);
        var usage = await (await client.GetAsync("/v1/usage")).Json();
        usage.At("concurrent_tasks", "limit").GetInt32().ShouldBe(7);
        (await Opens(rotated, again), await Opens(previous, again), await Opens(revoked, again)).ShouldBe((true, true, false));
        using var after = new Operator(again);
        (await after.Get("/teams/t")).At("requests_per_minute").GetInt32().ShouldBe(9);
        await after.Get("/keys");
        // The first host is searched at its end for the keys that it made; the second did not see them made.
        Array.ForEach([kept, revoked, rotated, previous], again.Secrets.Learn);
    }

    private Task<bool> Opens(JsonElement made) => Opens(made.Text("key"), Gateway);

    private static async Task<bool> Opens(string key, GatewayHost at)
    {
        using var client = at.NewClient(key);
        return (await client.GetAsync("/v1/models")).StatusCode == HttpStatusCode.OK;
    }

    private static async Task<int> Create(HttpClient client) => (int)(await client.Create(SeedExamples.Text)).StatusCode;

    private static string Without(JsonElement row, params string[] members) =>
        $"{{{string.Join(',', row.EnumerateObject().Where(member => !members.Contains(member.Name)).Select(member => $"\"{member.Name}\":{member.Value.GetRawText()}"))}}}";

    [GeneratedRegex("^key_[0-9A-HJKMNP-TV-Z]{26}$")]
    private static partial Regex Id();

    [GeneratedRegex("^sk-[A-Za-z0-9_-]{43}$")]
    private static partial Regex Secret();
}

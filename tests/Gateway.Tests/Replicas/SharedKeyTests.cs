using System.Text.Json;
using Gateway.Tests.Admin;
using Gateway.Tests.Support;

namespace Gateway.Tests.Replicas;

/// <summary>Client keys and teams, where operators change them on one replica and clients call another.</summary>
public sealed class SharedKeyTests
{
    [Fact]
    public async Task A_key_made_or_rotated_on_one_replica_works_on_the_other_at_once_though_nobody_tells_it()
    {
        await using var replicas = await TwoReplicas.Start(hear: false);
        for (var i = 0; i < 5; i++)
        {
            var made = await replicas.Admin.Done("POST", "/keys", Operator.NewKey);
            (await TwoReplicas.Call(replicas.Second, made.Text("key"))).ShouldBe(200);
            var rotated = await replicas.Admin.Done("POST", $"/keys/{made.Text("id")}/rotate");
            (await TwoReplicas.Call(replicas.Second, rotated.Text("key"))).ShouldBe(200);
        }
    }

    [Theory]
    [InlineData(Engines.Postgres, true)]
    [InlineData(Engines.Postgres, false)]
    [InlineData(Engines.PgBouncer, true)]
    public async Task A_key_revoked_on_one_replica_is_dead_on_the_other(string engine, bool hear)
    {
        await using var replicas = await TwoReplicas.Start(engine: engine, hear: hear);
        var made = await replicas.Admin.Done("POST", "/keys", Operator.NewKey);
        (await TwoReplicas.Call(replicas.Second, made.Text("key"))).ShouldBe(200);
        await replicas.Admin.Done("DELETE", $"/keys/{made.Text("id")}");
        var took = await TwoReplicas.Until(async () => await TwoReplicas.Call(replicas.Second, made.Text("key")) == 401);
        TestContext.Current.TestOutputHelper?.WriteLine($"{engine}, {(hear ? "told" : "looking")}: {took.TotalMilliseconds:F0} ms");
        took.ShouldBeLessThan(TwoReplicas.Soon);
    }

    [Fact]
    public async Task Operators_at_two_replicas_lose_none_of_each_others_changes_and_a_revoke_always_wins()
    {
        await using var replicas = await TwoReplicas.Start();
        for (var i = 0; i < 50; i++)
        {
            var made = await replicas.Admin.Done("POST", "/keys", Operator.NewKey);
            var path = $"/keys/{made.Text("id")}";
            var answers = await Task.WhenAll(
                replicas.OtherAdmin.Send("PATCH", path, """{"name":"renamed"}"""),
                replicas.Admin.Send("PATCH", path, """{"max_concurrent_tasks":7}"""),
                i % 2 == 0 ? replicas.Admin.Send("DELETE", path) : replicas.OtherAdmin.Send("DELETE", path));
            answers[2].Status.ShouldBe(200);
            var after = await replicas.Admin.Get(path);
            after.At("revoked_at").ValueKind.ShouldNotBe(JsonValueKind.Null);
            (answers[0].Status, after.Text("name")).ShouldBe(answers[0].Status == 200 ? (200, "renamed") : (409, "n"));
            (answers[1].Status, after.Text("max_concurrent_tasks")).ShouldBe(answers[1].Status == 200 ? (200, "7") : (409, ""));
            await TwoReplicas.Until(async () =>
                await TwoReplicas.Call(replicas.First, made.Text("key")) == 401 && await TwoReplicas.Call(replicas.Second, made.Text("key")) == 401);
        }
    }

    [Fact]
    public async Task A_teams_limits_set_on_one_replica_count_on_the_other()
    {
        await using var replicas = await TwoReplicas.Start();
        await replicas.Admin.Done("PUT", "/teams/film", """{"max_concurrent_tasks":3}""");
        await TwoReplicas.Until(async () => (await replicas.OtherAdmin.Get("/teams/film")).Text("max_concurrent_tasks") == "3");
    }

    [Fact]
    public async Task While_the_store_is_down_known_keys_work_and_of_others_nobody_says_that_they_are_wrong()
    {
        await using var replicas = await TwoReplicas.Start();
        var made = await replicas.Admin.Done("POST", "/keys", Operator.NewKey);
        (await TwoReplicas.Call(replicas.First, made.Text("key"))).ShouldBe(200);
        using (replicas.Database.Stop())
        {
            (await TwoReplicas.Call(replicas.First, made.Text("key"))).ShouldBe(200);
            (await TwoReplicas.Call(replicas.First, "sk-nobody-knows")).ShouldBe(503);
            (await TwoReplicas.Call(replicas.First, null)).ShouldBe(401);
        }

        await TwoReplicas.Until(async () => await TwoReplicas.Call(replicas.First, "sk-nobody-knows") == 401);
    }
}

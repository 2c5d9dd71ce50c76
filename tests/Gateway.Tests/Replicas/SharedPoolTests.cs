using Gateway.Tests.Admin;
using Gateway.Tests.Support;

namespace Gateway.Tests.Replicas;

/// <summary>Pool keys that one replica may not use and another would.</summary>
public sealed class SharedPoolTests : IAsyncLifetime
{
    private static readonly (string Key, string? Value)[] OnlyToapis = [("Upstreams:apimart:Enabled", "false"), ("Upstreams:legacy:Enabled", "false")];

    private SandboxHost upstreams = null!;

    public async ValueTask InitializeAsync() => upstreams = await SandboxHost.Start();

    public ValueTask DisposeAsync() => upstreams.DisposeAsync();

    [Theory]
    [InlineData("rate_limited:60", "cooling", true)]
    [InlineData("payment_required", "exhausted", true)]
    [InlineData("unauthorized", "disabled", true)]
    [InlineData("rate_limited:60", "cooling", false)]
    public async Task What_an_upstream_refused_one_replica_the_other_does_not_try_until_an_operator_says_so(string fault, string state, bool hear)
    {
        await using var replicas = await TwoReplicas.Start(upstreams.Url, hear, settings: OnlyToapis);
        upstreams.State.Script("toapis", fault);
        using (var refused = await replicas.First.Create(SeedExamples.Text))
        {
            ((int)refused.StatusCode).ShouldBe(503);
        }

        var took = await TwoReplicas.Until(async () => (await TwoReplicas.PoolKey(replicas.OtherAdmin, "toapis")).Text("state") == state);
        TestContext.Current.TestOutputHelper?.WriteLine($"{fault}, {(hear ? "told" : "looking")}: {took.TotalMilliseconds:F0} ms");
        using (var spared = await replicas.Second.Create(SeedExamples.Text))
        {
            ((int)spared.StatusCode).ShouldBe(503);
        }

        upstreams.State.Requests["toapis"].Creates.ShouldBe(1);
        var (mine, theirs) = (await TwoReplicas.PoolKey(replicas.Admin, "toapis"), await TwoReplicas.PoolKey(replicas.OtherAdmin, "toapis"));
        theirs.Text("reason").ShouldBe(mine.Text("reason"));
        if (mine.At("until").ValueKind == System.Text.Json.JsonValueKind.Number)
        {
            Math.Abs(theirs.At("until").GetInt64() - mine.At("until").GetInt64()).ShouldBeLessThanOrEqualTo(1);
        }

        // The one that was not asked says it to both.
        (await replicas.OtherAdmin.Done("POST", "/upstreams/toapis/keys/one/enable")).Text("state").ShouldBe("active");
        await Eventually.True(async () => (await TwoReplicas.PoolKey(replicas.Admin, "toapis")).Text("state") == "active");
        await replicas.First.Created(SeedExamples.Text);
        await Task.Delay(300, TestContext.Current.CancellationToken);
        (await TwoReplicas.PoolKey(replicas.OtherAdmin, "toapis")).Text("state").ShouldBe("active");
    }

    [Fact]
    public async Task An_operators_switch_counts_on_both_whichever_was_told()
    {
        await using var replicas = await TwoReplicas.Start(upstreams.Url, settings: OnlyToapis);
        foreach (var (one, other) in ((Operator, Operator)[])[(replicas.Admin, replicas.OtherAdmin), (replicas.OtherAdmin, replicas.Admin)])
        {
            await one.Done("POST", "/upstreams/toapis/keys/one/disable");
            await TwoReplicas.Until(async () => (await TwoReplicas.PoolKey(other, "toapis")).Text("reason") == "disabled by an operator");
            await other.Done("POST", "/upstreams/toapis/keys/one/enable");
            await TwoReplicas.Until(async () => (await TwoReplicas.PoolKey(one, "toapis")).Text("state") == "active");
        }
    }

    [Fact]
    public async Task A_replica_that_starts_later_knows_it_but_one_with_another_secret_tries()
    {
        await using var database = await TestDatabase.On(Engines.Postgres);
        await using (var first = await GatewayHost.Start(upstreams.Url, database, [Operator.Setting, .. OnlyToapis]))
        {
            upstreams.State.Script("toapis", "unauthorized");
            using var refused = await first.Create(SeedExamples.Text);
            ((int)refused.StatusCode).ShouldBe(503);
            await Eventually.True(() => database.Ask("SELECT COUNT(*) FROM pool_marks") == "1");
        }

        await using (var second = await GatewayHost.Start(upstreams.Url, database, [Operator.Setting, .. OnlyToapis]))
        {
            using var admin = new Operator(second);
            (await TwoReplicas.PoolKey(admin, "toapis")).Text("reason").ShouldBe("refused by the upstream");
        }

        await using var third = await GatewayHost.Start(upstreams.Url, database, [.. OnlyToapis, ("Upstreams:toapis:Keys:0:Secret", SandboxHost.Keys[1])]);
        await third.Created(SeedExamples.Text);
    }
}

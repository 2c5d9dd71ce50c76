using System.Diagnostics;
using Gateway.Tests.Support;

namespace Gateway.Tests.Tasks;

/// <summary>What a whole gateway's polls go by: its pool key's limit, how many replicas share it, and how long tasks took.</summary>
public sealed class PollPaceTests : IAsyncLifetime
{
    private SandboxHost upstreams = null!;

    public async ValueTask InitializeAsync() => upstreams = await SandboxHost.Start();

    public ValueTask DisposeAsync() => upstreams.DisposeAsync();

    [Theory, EachEngine]
    public async Task A_pool_key_is_polled_no_more_often_than_its_setting_says(string engine)
    {
        await using var gateway = await GatewayHost.Start(upstreams.Url, settings: [("Upstreams:toapis:Keys:0:PollsPerMinute", "120")], engine: engine);
        await ShouldBePolled(gateway, perSecond: 2);
    }

    [Fact]
    public async Task Replicas_share_what_a_pool_key_may_be_polled()
    {
        await using var database = await TestDatabase.On(Engines.Postgres);
        await using (await GatewayHost.Start(upstreams.Url, database))
        {
            // It makes the tables.
        }

        database.Execute(
            "INSERT INTO replicas (id, started_at, seen_at, heard) SELECT 'other-' || i, clock_timestamp(), clock_timestamp() + interval '1 hour', 0 FROM generate_series(1, 9) AS i");
        await using var gateway = await GatewayHost.Start(upstreams.Url, database, [("Upstreams:toapis:Keys:0:PollsPerMinute", "1200")]);
        await ShouldBePolled(gateway, perSecond: 2);
    }

    [Theory, EachEngine]
    public async Task How_long_tasks_take_is_read_from_the_store_at_the_start(string engine)
    {
        await using var database = await TestDatabase.On(engine);
        await using (var gateway = await GatewayHost.Start(upstreams.Url, database))
        {
            var ids = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => gateway.Created(SeedExamples.Text)));
            await Task.WhenAll(ids.Select(id => gateway.Finish(id)));
            (await Median(gateway)).ShouldBeNull();
        }

        database.Execute("UPDATE tasks SET completed_at = created_at / 1000 + 60");
        await using var next = await GatewayHost.Start(upstreams.Url, database);
        await Eventually.True(async () => await Median(next) is 59 or 60);
    }

    /// <summary>Without a limit it would be some 20 times a second and task.</summary>
    private async Task ShouldBePolled(GatewayHost gateway, int perSecond)
    {
        for (var i = 0; i < 3; i++)
        {
            await gateway.Created(SeedExamples.WithFault("never_ends"), ("X-Gateway-Upstream", "toapis"));
        }

        await Eventually.True(() => Polls() > 0);
        var (before, begun) = (Polls(), Stopwatch.GetTimestamp());
        await Task.Delay(TimeSpan.FromSeconds(4), TestContext.Current.CancellationToken);
        var polls = Polls() - before;
        // One may lie at each end.
        ((double)polls).ShouldBeInRange(perSecond, (Stopwatch.GetElapsedTime(begun).TotalSeconds * perSecond) + 2);
    }

    private int Polls() => upstreams.State.Requests["toapis"].Polls;

    /// <summary>What a dry run says; null while nothing is known.</summary>
    private static async Task<int?> Median(GatewayHost gateway)
    {
        using var answer = await gateway.Post($"{ClientCalls.Videos}/validate", SeedExamples.Text);
        return (await answer.Json()).TryGetProperty("expected_seconds", out var expected) ? expected.At("median").GetInt32() : null;
    }
}

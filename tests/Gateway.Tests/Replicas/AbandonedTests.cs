using Gateway.Quotas;
using Gateway.Routing;
using Gateway.Storage.Postgres;
using Gateway.Tasks;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Replicas;

/// <summary>Who may say that a replica is dead.</summary>
public sealed class AbandonedTests : IAsyncDisposable
{
    private readonly ManualTime time = new();
    private TestDatabase? database;

    public ValueTask DisposeAsync() => database?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Who_has_not_seen_the_database_for_a_while_calls_nobody_dead_before_it_has_seen_it_for_a_term_again()
    {
        database = await TestDatabase.On(Engines.Postgres);
        TaskRecord task;
        await using (var services = database.Open(time))
        {
            task = await Opened(services);
        }

        await using var next = database.Open(time);
        (await database.Abandoned(next, time)).ShouldBe([task]);
        // An outage, or the process stood still: the first look comes before the first sign of life.
        time.Advance(2 * ReplicaTerms.Usual.Term);
        (await next.GetRequiredService<ITaskStore>().Abandoned()).ShouldBeEmpty();
        await next.GetRequiredService<PostgresReplica>().Beat();
        (await next.GetRequiredService<ITaskStore>().Abandoned()).ShouldBeEmpty();
        (await database.Abandoned(next, time)).ShouldBe([task]);
    }

    [Fact]
    public async Task Nobody_calls_itself_dead_whatever_its_row_says()
    {
        database = await TestDatabase.On(Engines.Postgres);
        await using var services = database.Open(time);
        await database.Abandoned(services, time);
        await Opened(services);
        database.Execute("UPDATE replicas SET seen_at = seen_at - INTERVAL '1 hour'");
        (await services.GetRequiredService<ITaskStore>().Abandoned()).ShouldBeEmpty();
    }

    private async Task<TaskRecord> Opened(IServiceProvider services) => (await services.GetRequiredService<ITaskStore>().Decide(
        new OpenWish(
            Some.Task(time, TaskState.Queued) with { Upstream = null, PoolKey = null, UpstreamTaskId = null },
            "{}",
            Claim: null,
            Limits.None,
            Limits.None,
            new QueueLimits(100, 100),
            [new Offer(new PoolKeyId("toapis", "main"), 0, 1, 0, 0, TimeSpan.FromMinutes(1))],
            "att_1"))).ShouldBeOfType<OpenResult.Opened>().Started.Task;
}

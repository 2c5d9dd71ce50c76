using Gateway.Canonical;
using Gateway.Quotas;
using Gateway.Routing;
using Gateway.Storage;
using Gateway.Tasks;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Storage;

/// <summary>How often PostgreSQL is waited for: each time costs the way there and back, wherever the server is.</summary>
public sealed class RoundTripTests : IAsyncLifetime
{
    private readonly ManualTime time = new();
    private TestDatabase database = null!;
    private CountingProxy proxy = null!;
    private ServiceProvider services = null!;

    private ITaskStore Store => services.GetRequiredService<ITaskStore>();

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.On(Engines.Postgres);
        proxy = new CountingProxy(database.ConnectionString);
        var collection = new ServiceCollection();
        collection.AddSingleton<TimeProvider>(time);
        collection.AddStorage(new StorageOptions(StorageOptions.Postgres, proxy.ConnectionString));
        services = collection.BuildServiceProvider();
        // Connections are open, and statements are prepared, when there were some.
        for (var i = 0; i < 10; i++)
        {
            await Life($"video_warm_{i}", keys: 3);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (services is not null)
        {
            await services.DisposeAsync();
        }

        proxy?.Dispose();
        if (database is not null)
        {
            await database.DisposeAsync();
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(64)]
    public async Task A_create_waits_for_the_server_twice_before_the_send_and_once_after_it_however_many_keys_could_take_it(int keys)
    {
        var (before, after) = await Life("video_counted", keys);
        (before.RoundTrips, after.RoundTrips).ShouldBe((2, 1));
        // To enter 3, to load 5, to write 9 and a mark, to leave 1, and more where a row that counts is used for the first time.
        before.Statements.ShouldBeInRange(18, 24);
        // To enter 3, to write 4 and a mark, to leave 1.
        after.Statements.ShouldBe(9);
    }

    [Fact]
    public async Task A_hundred_creates_at_once_wait_hardly_more_often_than_one()
    {
        proxy.Take();
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Life($"video_{i:000}", keys: 3, isCounted: false)));
        proxy.Take().RoundTrips.ShouldBeLessThan(60);
    }

    [Fact]
    public async Task Whoever_has_seen_a_task_before_somebody_changed_it_is_told_so_after_one_more_look()
    {
        var task = (await Open("video_seen", 1)).Task;
        await Store.Decide(new UpdateWish(task, task with { Progress = 10 }));
        proxy.Take();
        (await Store.Decide(new UpdateWish(task, task with { Progress = 20 }))).ShouldBeNull();
        // It tries, undoes, looks, and writes nothing.
        proxy.Take().RoundTrips.ShouldBe(4);
        (await Store.Find(task.Id))!.Progress.ShouldBe(10);
    }

    [Fact]
    public async Task What_becomes_of_a_submission_is_written_without_any_index_of_the_tasks()
    {
        for (var i = 0; i < 40; i++)
        {
            await Life($"video_plain_{i:00}", keys: 1, isCounted: false);
        }

        // The server counts what a connection has done at the latest when that has ended, which it does in its own time.
        await services.DisposeAsync();
        var counted = "";
        await Eventually.True(() => (counted = database.Ask("SELECT n_tup_upd || ' ' || n_tup_hot_upd FROM pg_stat_user_tables WHERE relname = 'tasks'")).StartsWith("50 ", StringComparison.Ordinal));
        counted.ShouldBe("50 50");
    }

    private async Task<((int RoundTrips, int Statements) Before, (int RoundTrips, int Statements) After)> Life(string id, int keys, bool isCounted = true)
    {
        _ = isCounted ? proxy.Take() : default;
        var (task, attempt, _) = await Open(id, keys);
        var before = isCounted ? proxy.Take() : default;
        var running = task with { State = TaskState.Polling, UpstreamTaskId = $"job_{id}", AcceptedAt = time.Now(), DueAt = time.Now() + TimeSpan.FromSeconds(5) };
        (await Store.Decide(new UpdateWish(task, running, new AttemptClosing(attempt.Number, "accepted", null, time.Now())))).ShouldNotBeNull();
        return (before, isCounted ? proxy.Take() : default);
    }

    private async Task<StartedAttempt> Open(string id, int keys) => (await Store.Decide(new OpenWish(
        Some.Task(time, TaskState.Queued, id) with { Upstream = null, PoolKey = null, UpstreamTaskId = null },
        "{}",
        new IdempotencyClaim(id, "fingerprint", time.Now(), time.Now() + TimeSpan.FromDays(1)),
        new Limits(1_000_000, 1_000_000, new Budget(Credits.Of(1_000_000_000), BudgetPeriod.Month)),
        new Limits(1_000_000, 1_000_000, new Budget(Credits.Of(1_000_000_000), BudgetPeriod.Day)),
        new QueueLimits(100, 100),
        [.. Enumerable.Range(0, keys).Select(key => new Offer(new PoolKeyId("toapis", $"key-{key}"), 0, 1, 0, 0, TimeSpan.FromMinutes(1)))],
        $"att_{id}"))).ShouldBeOfType<OpenResult.Opened>().Started;
}

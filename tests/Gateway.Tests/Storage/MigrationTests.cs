using Gateway.Canonical;
using Gateway.Storage;
using Gateway.Tasks;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Storage;

/// <summary>A file that an earlier version wrote goes on where it was.</summary>
public sealed class MigrationTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Tasks_that_waited_in_a_file_of_the_first_schema_are_next_in_their_order()
    {
        var first = await File.ReadAllTextAsync(Repository.PathOf("src", "Gateway", "Storage", "Sqlite", "Migrations", "0001_first.sql"));
        SqliteFile.OfSchema(folder.File("gateway.db"), 1);
        SqliteFile.Execute(folder.File("gateway.db"), first);
        foreach (var id in (string[])["video_2", "video_1"])
        {
            SqliteFile.Execute(folder.File("gateway.db"),
                $"""
                INSERT INTO tasks (id, team, key_id, request_id, model, price_micros, state, money, status, progress, created_at, routes, due_at, silences, not_founds, missing_urls, version, request)
                VALUES ('{id}', 'team', 'key', 'req_1', 'viduq3-pro', 1, 'queued', 'reserved', 'queued', 0, 0, 'toapis', 77, 0, 0, 0, 0, '')
                """);
        }

        var time = new ManualTime();
        var services = new ServiceCollection().AddSingleton<TimeProvider>(time);
        services.AddStorage(new StorageOptions("sqlite", $"Data Source={folder.File("gateway.db")}"));
        await using var provider = services.BuildServiceProvider();
        var store = provider.GetRequiredService<ITaskStore>();
        (await store.IsReady()).ShouldBeTrue();
        (await store.QueuesToServe()).ShouldBe(["toapis"]);
        (await store.Queue("toapis", 10)).Select(task => task.Id).ShouldBe(["video_1", "video_2"]);
        (await store.QueuePosition((await store.Find("video_2"))!)).ShouldBe(2);
        (await store.NextDue(null)).ShouldBe(Instant.OfMilliseconds(77));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task A_running_task_in_a_file_of_an_earlier_schema_is_followed_counted_and_paid_for(int schema)
    {
        await using var upstreams = await SandboxHost.Start();
        var file = folder.File("gateway.db");
        foreach (var migration in Directory.GetFiles(Repository.PathOf("src", "Gateway", "Storage", "Sqlite", "Migrations")).Order().Take(schema))
        {
            SqliteFile.Execute(file, await File.ReadAllTextAsync(migration));
        }

        SqliteFile.OfSchema(file, schema);
        SqliteFile.Execute(file,
            """
            INSERT INTO tasks (id, team, key_id, request_id, model, price_micros, state, money, status, progress, created_at, routes, upstream, pool_key, upstream_task_id, due_at, silences, not_founds, missing_urls, version, request)
            VALUES ('video_1', 'film', 'config:film', 'req_1', 'viduq3-pro', 5, 'polling', 'reserved', 'queued', 0, 0, 'toapis', 'toapis', 'one', 'job_1', 0, 0, 0, 0, 3, '{}');
            INSERT INTO attempts (id, task_id, number, upstream, pool_key, opened_at, outcome) VALUES ('att_1', 'video_1', 1, 'toapis', 'one', 0, 'accepted');
            INSERT INTO ledger (task_id, key_id, team, kind, reserved, charged, at) VALUES ('video_1', 'config:film', 'film', 'reserve', 5, 0, 0);
            INSERT INTO spending (account, id, day, reserved, charged) VALUES ('key', 'config:film', 0, 5, 0), ('team', 'film', 0, 5, 0);
            """);
        SqliteFile.Execute(file, schema < 5
            ? """
            INSERT INTO rates (account, id, full_at) VALUES ('key', 'config:film', 1), ('pool', 'toapis/one', 2);
            INSERT INTO pool_keys (upstream, pool_key, in_flight) VALUES ('toapis', 'one', 1);
            """
            : """
            INSERT INTO accounts (account, id, rate_full_at, live) VALUES ('key', 'config:film', 1, 1), ('team', 'film', NULL, 1);
            INSERT INTO pool_keys (upstream, pool_key, in_flight, rate_full_at) VALUES ('toapis', 'one', 1, 2);
            """);

        // A day is all that a job gets that no upstream knows: this one, made in 1970, ends at its first poll.
        await using var gateway = await GatewayHost.Start(upstreams.Url, file);
        await Eventually.True(() => SqliteFile.Ask(file, "SELECT state || money FROM tasks") == "failedrefunded");
        SqliteFile.Ask(file, "SELECT SUM(live) || ',' || COUNT(*) FROM accounts").ShouldBe("0,2");
        SqliteFile.Ask(file, "SELECT rate_full_at FROM accounts WHERE account = 'key'").ShouldBe("1");
        SqliteFile.Ask(file, "SELECT in_flight || ',' || rate_full_at FROM pool_keys WHERE pool_key = 'one'").ShouldBe("0,2");
        SqliteFile.Ask(file, "SELECT SUM(reserved) || ',' || SUM(charged) FROM spending").ShouldBe("0,0");
        SqliteFile.Ask(file, "SELECT group_concat(kind) FROM events").ShouldBe("failed");
        (await gateway.Finish(await gateway.Created(SeedExamples.Text))).Text("status").ShouldBe("completed");
    }

    [Fact]
    public async Task Replicas_that_start_at_once_on_an_empty_database_make_its_schema_once()
    {
        await using var database = await TestDatabase.On(Engines.Postgres);
        var replicas = Enumerable.Range(0, 4).Select(_ => database.Open(new ManualTime())).ToList();
        var ready = await Task.WhenAll(replicas.Select(replica => Task.Run(async () => await replica.GetRequiredService<ITaskStore>().IsReady())));
        ready.ShouldAllBe(isReady => isReady);
        foreach (var replica in replicas)
        {
            await replica.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_left_alone()
    {
        await using var database = await TestDatabase.On(Engines.Postgres);
        await using (var first = database.Open(new ManualTime()))
        {
            (await first.GetRequiredService<ITaskStore>().IsReady()).ShouldBeTrue();
        }

        database.Execute("INSERT INTO migrations (number, applied_at) VALUES (999, clock_timestamp())");
        await using var older = database.Open(new ManualTime());
        Should.Throw<System.Data.DataException>(() => older.GetRequiredService<ITaskStore>()).Message.ShouldContain("newer");
    }
}

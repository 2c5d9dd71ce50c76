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
        (await store.Queues()).ShouldBe(["toapis"]);
        (await store.Queue("toapis", 10)).Select(task => task.Id).ShouldBe(["video_1", "video_2"]);
        (await store.QueuePosition((await store.Find("video_2"))!)).ShouldBe(2);
        (await store.NextDue(null)).ShouldBe(Instant.OfMilliseconds(77));
    }
}

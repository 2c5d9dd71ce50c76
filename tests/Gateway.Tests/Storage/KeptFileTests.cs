using Gateway.Canonical;
using Gateway.Files;
using Gateway.Tasks;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Storage;

/// <summary>Who copies a video, and who has been overtaken.</summary>
public sealed class KeptFileTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    [Theory]
    [EachEngine]
    public async Task A_file_that_somebody_has_taken_is_nobody_elses_until_the_lease_is_over(string engine)
    {
        await using var database = await TestDatabase.On(engine);
        var time = new ManualTime();
        await using var stores = database.Open(time);
        var kept = await Files(stores, database, "video_1", "video_2", "video_3");

        var first = await kept.Take(time.Now(), time.Now() + Lease, 2);
        var second = await kept.Take(time.Now(), time.Now() + Lease, 2);
        first.Concat(second).Select(file => file.TaskId).ShouldBe(["video_1", "video_2", "video_3"], ignoreOrder: true);
        (await kept.Take(time.Now(), time.Now() + Lease, 2)).ShouldBeEmpty();

        time.Advance(Lease);
        (await kept.Take(time.Now(), time.Now() + Lease, 5)).Count.ShouldBe(3);
    }

    [Theory]
    [EachEngine]
    public async Task Several_that_take_at_once_get_each_file_once(string engine)
    {
        await using var database = await TestDatabase.On(engine);
        var time = new ManualTime();
        await using var stores = database.Open(time);
        string[] ids = [.. Enumerable.Range(1, 100).Select(number => $"video_{number}")];
        var kept = await Files(stores, database, ids);
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            var mine = new List<KeptFile>();
            // Whoever finds all that is left locked gets nothing, although somebody else may take only a part of it.
            for (var empty = 0; empty < 3;)
            {
                var some = await kept.Take(time.Now(), time.Now() + Lease, 5);
                mine.AddRange(some);
                empty = some.Count == 0 ? empty + 1 : 0;
            }

            return mine;
        })));
        taken.SelectMany(mine => mine).Select(file => file.TaskId).ShouldBe(ids, ignoreOrder: true);
        database.Ask("SELECT COUNT(*) FROM kept_files WHERE claim = 1").ShouldBe("100");
    }

    [Theory]
    [EachEngine]
    public async Task Whoever_was_overtaken_changes_nothing_any_more(string engine)
    {
        await using var database = await TestDatabase.On(engine);
        var time = new ManualTime();
        await using var stores = database.Open(time);
        var kept = await Files(stores, database, "video_1");
        var late = (await kept.Take(time.Now(), time.Now(), 1)).Single();
        var now = (await kept.Take(time.Now(), time.Now() + Lease, 1)).Single();

        (await kept.Stored(late, time.Now(), 7, "late")).ShouldBeFalse();
        (await kept.Postpone(late, time.Now(), 5)).ShouldBeFalse();
        await kept.Forget(late);
        (await kept.Stored(now, time.Now(), 9, "now")).ShouldBeTrue();
        (await kept.Find("video_1"))!.ShouldSatisfyAllConditions(
            file => (file.Length, file.Sha256, file.Tries).ShouldBe((9, "now", 0)), file => file.StoredAt.ShouldBe(time.Now()));

        await kept.Missed(now, time.Now());
        (await kept.Find("video_1"))!.StoredAt.ShouldBeNull();
        await kept.Forget(now);
        (await kept.Find("video_1")).ShouldBeNull();
    }

    private static async Task<IKeptFiles> Files(ServiceProvider stores, TestDatabase database, params string[] ids)
    {
        // It makes the schema.
        stores.GetRequiredService<ITaskStore>();
        var kept = stores.GetRequiredService<IKeptFiles>();
        (await kept.Find("video_0")).ShouldBeNull();
        database.Execute(
            "INSERT INTO kept_files (task_id, place, name, source, source_until, until, tries, claim, due_at) VALUES "
            + string.Join(", ", ids.Select(id => $"('{id}', 'folder', '{id}.mp4', 'http://a/b', 1, {long.MaxValue / 2}, 0, 0, 0)")));

        return kept;
    }
}

using Gateway.Storage;
using Gateway.Tasks;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Storage;

/// <summary>What every engine must do; each engine is a row of <see cref="Engines"/>.</summary>
public sealed class TaskStoreTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly ManualTime time = new();

    public static TheoryData<string> Engines => ["sqlite"];

    public void Dispose() => folder.Dispose();

    [Theory, MemberData(nameof(Engines))]
    public async Task A_task_is_read_back_as_it_was_written(string engine)
    {
        await using var services = Open(engine);
        var store = services.GetRequiredService<ITaskStore>();
        var task = Some.Task(time) with
        {
            ClientMetadata = """{"a":"ä😀"}""",
            UpstreamMetadata = "{}",
            Progress = 42,
            Status = Gateway.Canonical.VideoStatus.InProgress,
            ExpiresAt = 7,
            CompletedAt = 6,
            ErrorCode = "code",
            ErrorMessage = "message",
            ResultUrl = "https://cdn.example/v.mp4",
            ResultFormat = "mp4",
            Silences = 1,
            NotFounds = 2,
            NotFoundSince = 3,
            MissingUrls = 4,
        };
        (await store.Open(task, "{}", Attempt(task), null)).ShouldBeOfType<OpenResult.Opened>();
        (await store.Find(task.Id)).ShouldBe(task);
        (await store.Find("video_2")).ShouldBeNull();
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task What_was_answered_is_there_after_a_restart(string engine)
    {
        var task = Some.Task(time);
        await using (var services = Open(engine))
        {
            await services.GetRequiredService<ITaskStore>().Open(task, "{}", Attempt(task), null);
        }

        await using var again = Open(engine);
        (await again.GetRequiredService<ITaskStore>().Find(task.Id)).ShouldBe(task);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Of_two_changes_to_one_version_the_second_is_refused(string engine)
    {
        await using var services = Open(engine);
        var store = services.GetRequiredService<ITaskStore>();
        var task = Some.Task(time);
        await store.Open(task, "{}", Attempt(task), null);
        (await store.Update(task with { Progress = 10 })).ShouldBe(task with { Progress = 10, Version = 1 });
        (await store.Update(task with { Progress = 5 })).ShouldBeNull();
        (await store.Find(task.Id))!.Progress.ShouldBe(10);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_due_task_is_handed_out_once(string engine)
    {
        await using var services = Open(engine);
        var store = services.GetRequiredService<ITaskStore>();
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        for (var i = 0; i < 10; i++)
        {
            var task = Some.Task(time, id: $"video_{i}") with { DueAt = now + i };
            await store.Open(task, "{}", Attempt(task), null);
        }

        (await store.NextDue()).ShouldBe(now);
        var first = await store.ClaimDue(now + 5, now + 1000, 4);
        first.Select(task => task.Id).Order().ShouldBe(["video_0", "video_1", "video_2", "video_3"]);
        (await store.ClaimDue(now + 5, now + 1000, 4)).Select(task => task.Id).Order().ShouldBe(["video_4", "video_5"]);
        (await store.ClaimDue(now + 5, now + 1000, 4)).ShouldBeEmpty();
        (await store.NextDue()).ShouldBe(now + 6);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task What_a_dead_process_had_taken_is_due_when_it_was(string engine)
    {
        await using var services = Open(engine);
        var store = services.GetRequiredService<ITaskStore>();
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var task = Some.Task(time);
        await store.Open(task, "{}", Attempt(task), null);
        await store.ClaimDue(now, now + 900_000, 10);
        await store.VoidLeases();
        (await store.NextDue()).ShouldBe(now);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_lease_ends_with_the_change_that_it_was_for(string engine)
    {
        await using var services = Open(engine);
        var store = services.GetRequiredService<ITaskStore>();
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var task = Some.Task(time);
        await store.Open(task, "{}", Attempt(task), null);
        var claimed = (await store.ClaimDue(now, now + 900_000, 10)).Single();
        await store.Update(claimed with { DueAt = now + 77 });
        await store.VoidLeases();
        (await store.NextDue()).ShouldBe(now + 77);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task An_idempotency_key_stands_for_one_body_for_its_time(string engine)
    {
        await using var services = Open(engine);
        var store = services.GetRequiredService<ITaskStore>();
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var first = Some.Task(time);
        (await store.Open(first, "{}", Attempt(first), Claim("a", now))).ShouldBeOfType<OpenResult.Opened>();

        var second = Some.Task(time, id: "video_2");
        (await store.Open(second, "{}", Attempt(second), Claim("a", now))).ShouldBe(new OpenResult.Replay(first.Id));
        (await store.Open(second, "{}", Attempt(second), Claim("b", now))).ShouldBeOfType<OpenResult.Conflict>();
        (await store.Find(second.Id)).ShouldBeNull();
        (await store.FindClaim("config:key", Claim("a", now))).ShouldBe(new OpenResult.Replay(first.Id));
        (await store.FindClaim("config:other", Claim("a", now))).ShouldBeNull();

        var later = now + 86_400_000;
        (await store.FindClaim("config:key", Claim("b", later))).ShouldBeNull();
        (await store.Open(second with { CreatedAt = later }, "{}", Attempt(second), Claim("b", later))).ShouldBeOfType<OpenResult.Opened>();
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_released_idempotency_key_can_be_used_again(string engine)
    {
        await using var services = Open(engine);
        var store = services.GetRequiredService<ITaskStore>();
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var task = Some.Task(time);
        await store.Open(task, "{}", Attempt(task), Claim("a", now));
        await store.Update(task, releaseClaim: true);
        (await store.FindClaim(task.KeyId, Claim("a", now))).ShouldBeNull();
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task An_operation_that_fails_takes_nothing_with_it(string engine)
    {
        await using var services = Open(engine);
        var store = services.GetRequiredService<ITaskStore>();
        var task = Some.Task(time);
        await store.Open(task, "{}", Attempt(task), null);

        // The same id again, between others that are fine: all wait for the same writer.
        var good = Enumerable.Range(2, 50).Select(i => Some.Task(time, id: $"video_{i}")).ToList();
        var opens = good.Select(other => store.Open(other, "{}", Attempt(other), null)).ToList();
        var bad = store.Open(task, "{}", Attempt(task), null);
        await Should.ThrowAsync<System.Data.Common.DbException>(bad);
        (await Task.WhenAll(opens)).ShouldAllBe(result => result is OpenResult.Opened);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Keys_of_unfinished_tasks_are_known(string engine)
    {
        await using var services = Open(engine);
        var store = services.GetRequiredService<ITaskStore>();
        foreach (var state in Enum.GetValues<TaskState>())
        {
            var task = Some.Task(time, state, $"video_{state}");
            await store.Open(task, "{}", Attempt(task), null);
        }

        (await store.KeysInUse()).ShouldBe([("toapis", "main", 3)]);
        (await store.Submitting()).Single().State.ShouldBe(TaskState.Submitting);
        (await store.LastAttempt("video_Polling"))!.Id.ShouldBe("att_video_Polling");
        (await store.IsReady()).ShouldBeTrue();
    }

    private static AttemptRecord Attempt(TaskRecord task) => new($"att_{task.Id}", task.Id, 1, task.Upstream, task.PoolKey, task.CreatedAt);

    private static IdempotencyClaim Claim(string fingerprint, long now) => new("key-1", fingerprint, now, now + 86_400_000);

    private ServiceProvider Open(string engine)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(time);
        services.AddStorage(new StorageOptions(engine, $"Data Source={folder.File("gateway.db")}"));
        return services.BuildServiceProvider();
    }
}

using Gateway.Canonical;
using Gateway.Quotas;
using Gateway.Routing;
using Gateway.Tasks;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Storage;

/// <summary>What every engine must do.</summary>
public sealed class TaskStoreTests : IAsyncDisposable
{
    private readonly ManualTime time = new();
    private TestDatabase? database;

    private Instant Now => time.Now();

    public ValueTask DisposeAsync() => database?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Theory, EachEngine(AndPooled = true)]
    public async Task A_task_is_read_back_as_it_was_written(string engine)
    {
        await using var services = await Open(engine);
        var store = services.GetRequiredService<ITaskStore>();
        var task = await Opened(store, Some.Task(time, TaskState.Queued) with { ClientMetadata = """{"a":"ä😀"}""" });
        (await store.Find(task.Id)).ShouldBe(task);
        (await store.Find("video_2")).ShouldBeNull();
        (await store.FindRequest(task.Id)).ShouldBe("{}");

        var changed = task with
        {
            State = TaskState.Completed,
            Status = VideoStatus.Completed,
            Money = Money.Charged,
            UpstreamMetadata = "{}",
            Progress = 100,
            ExpiresAt = Instant.OfSeconds(7),
            CompletedAt = Instant.OfSeconds(6),
            UpstreamTaskId = "up_1",
            ErrorCode = "code",
            ErrorMessage = "message",
            ResultUrl = "https://cdn.example/v.mp4",
            ResultFormat = "mp4",
            DueAt = Instant.OfMilliseconds(8),
            Silences = 1,
            NotFounds = 2,
            NotFoundSince = Instant.OfMilliseconds(3),
            MissingUrls = 4,
            UnknownSince = Instant.OfMilliseconds(5),
        };
        (await store.Decide(new UpdateWish(task, changed))).ShouldBe(changed with { Version = 1 });
        (await store.Find(task.Id)).ShouldBe(changed with { Version = 1 });
    }

    [Theory, EachEngine(AndPooled = true)]
    public async Task What_was_answered_is_there_after_a_restart(string engine)
    {
        TaskRecord task;
        await using (var services = await Open(engine))
        {
            task = await Opened(services.GetRequiredService<ITaskStore>(), Some.Task(time, TaskState.Queued));
        }

        await using var again = await Open(engine);
        (await again.GetRequiredService<ITaskStore>().Find(task.Id)).ShouldBe(task);
    }

    [Theory, EachEngine(AndPooled = true)]
    public async Task Of_two_changes_to_one_version_the_second_is_refused(string engine)
    {
        await using var services = await Open(engine);
        var store = services.GetRequiredService<ITaskStore>();
        var task = await Opened(store, Some.Task(time, TaskState.Queued));
        (await store.Decide(new UpdateWish(task, task with { Progress = 10 }))).ShouldBe(task with { Progress = 10, Version = 1 });
        (await store.Decide(new UpdateWish(task, task with { Progress = 5 }))).ShouldBeNull();
        (await store.Find(task.Id))!.Progress.ShouldBe(10);
    }

    [Theory, EachEngine(AndPooled = true)]
    public async Task A_due_task_is_handed_out_once(string engine)
    {
        await using var services = await Open(engine);
        var store = services.GetRequiredService<ITaskStore>();
        for (var i = 0; i < 10; i++)
        {
            await Due(store, Some.Task(time, TaskState.Queued, $"video_{i}"), Now + TimeSpan.FromMilliseconds(i));
        }

        (await store.NextDue("toapis")).ShouldBe(Now);
        var first = await store.ClaimDue("toapis", Now + TimeSpan.FromMilliseconds(5), Now + TimeSpan.FromMilliseconds(1000), 4);
        first.Select(task => task.Id).Order().ShouldBe(["video_0", "video_1", "video_2", "video_3"]);
        (await store.ClaimDue("toapis", Now + TimeSpan.FromMilliseconds(5), Now + TimeSpan.FromMilliseconds(1000), 4)).Select(task => task.Id).Order().ShouldBe(["video_4", "video_5"]);
        (await store.ClaimDue("toapis", Now + TimeSpan.FromMilliseconds(5), Now + TimeSpan.FromMilliseconds(1000), 4)).ShouldBeEmpty();
        (await store.NextDue("toapis")).ShouldBe(Now + TimeSpan.FromMilliseconds(6));
    }

    [Theory, EachEngine(AndPooled = true)]
    public async Task What_a_dead_process_had_taken_is_due_when_it_was(string engine)
    {
        await using (var services = await Open(engine))
        {
            var store = services.GetRequiredService<ITaskStore>();
            await Due(store, Some.Task(time, TaskState.Queued), Now);
            await store.ClaimDue("toapis", Now, Now + TimeSpan.FromHours(1), 10);
            (await store.ClaimDue("toapis", Now, Now + TimeSpan.FromHours(1), 10)).ShouldBeEmpty();
        }

        var due = Now;
        await using var next = await Open(engine);
        await database!.Abandoned(next, time);
        (await next.GetRequiredService<ITaskStore>().NextDue("toapis")).ShouldBe(due);
    }

    [Theory, EachEngine(AndPooled = true)]
    public async Task An_attempt_that_a_dead_process_left_open_is_found(string engine)
    {
        TaskRecord task;
        await using (var services = await Open(engine))
        {
            task = await Opened(services.GetRequiredService<ITaskStore>(), Some.Task(time, TaskState.Queued));
        }

        await using var next = await Open(engine);
        (await database!.Abandoned(next, time)).ShouldBe([task]);
        var store = next.GetRequiredService<ITaskStore>();
        await store.Decide(new UpdateWish(task, task with { State = TaskState.Unknown }));
        (await database.Abandoned(next, time)).ShouldBeEmpty();
    }

    [Theory, EachEngine(AndPooled = true)]
    public async Task A_lease_ends_with_the_change_that_it_was_for(string engine)
    {
        await using var services = await Open(engine);
        var store = services.GetRequiredService<ITaskStore>();
        await Due(store, Some.Task(time, TaskState.Queued), Now);
        var claimed = (await store.ClaimDue("toapis", Now, Now + TimeSpan.FromMilliseconds(900_000), 10)).Single();
        var due = Now + TimeSpan.FromMilliseconds(77);
        await store.Decide(new UpdateWish(claimed, claimed with { DueAt = due }));
        await database!.Abandoned(services, time);
        (await store.NextDue("toapis")).ShouldBe(due);
    }

    [Theory, EachEngine(AndPooled = true)]
    public async Task An_idempotency_key_stands_for_one_body_for_its_time(string engine)
    {
        await using var services = await Open(engine);
        var store = services.GetRequiredService<ITaskStore>();
        var first = await Opened(store, Some.Task(time, TaskState.Queued), claim: Claim("a"));

        var second = Some.Task(time, TaskState.Queued, "video_2");
        (await store.Decide(Wish(second, claim: Claim("a")))).ShouldBe(new OpenResult.Replay(first.Id));
        (await store.Decide(Wish(second, claim: Claim("b")))).ShouldBeOfType<OpenResult.Conflict>();
        (await store.Find(second.Id)).ShouldBeNull();

        time.Advance(TimeSpan.FromHours(24));
        (await store.Decide(Wish(second, claim: Claim("b")))).ShouldBeOfType<OpenResult.Opened>();
    }

    [Theory, EachEngine(AndPooled = true)]
    public async Task A_repeated_request_gets_its_task_where_a_new_one_would_be_refused(string engine)
    {
        await using var services = await Open(engine);
        var store = services.GetRequiredService<ITaskStore>();
        var one = new Limits(null, 1, null);
        var task = Some.Task(time, TaskState.Queued);
        (await store.Decide(Wish(task, Claim("a")) with { KeyLimits = one })).ShouldBeOfType<OpenResult.Opened>();

        var again = Some.Task(time, TaskState.Queued, "video_2");
        (await store.Decide(Wish(again, Claim("a")) with { KeyLimits = one })).ShouldBe(new OpenResult.Replay(task.Id));
        (await store.Decide(Wish(again) with { KeyLimits = one })).ShouldBeOfType<OpenResult.OverLimit>();
    }

    [Theory, EachEngine(AndPooled = true)]
    public async Task An_operation_that_fails_takes_nothing_with_it(string engine)
    {
        await using var services = await Open(engine);
        var store = services.GetRequiredService<ITaskStore>();
        var task = await Opened(store, Some.Task(time, TaskState.Queued));

        // The same id again, between others that are fine: all wait for the same writer.
        var opens = Enumerable.Range(2, 50).Select(i => store.Decide(Wish(Some.Task(time, TaskState.Queued, $"video_{i}")))).ToList();
        var bad = store.Decide(Wish(task with { State = TaskState.Queued }));
        await Should.ThrowAsync<System.Data.Common.DbException>(bad);
        (await Task.WhenAll(opens)).ShouldAllBe(result => result is OpenResult.Opened);
    }

    [Theory, EachEngine(AndPooled = true)]
    public async Task A_pool_keys_place_is_held_until_the_task_ends(string engine)
    {
        await using var services = await Open(engine);
        var store = services.GetRequiredService<ITaskStore>();
        var task = await Opened(store, Some.Task(time, TaskState.Queued));
        (await store.KeysInUse()).ShouldBe([("toapis", "main", 1)]);
        (await store.LastAttempt(task.Id))!.Id.ShouldBe($"att_{task.Id}");

        var running = await store.Decide(new UpdateWish(task, task with { State = TaskState.Polling }));
        (await store.KeysInUse()).ShouldBe([("toapis", "main", 1)]);
        await store.Decide(new UpdateWish(running!, running! with { State = TaskState.Completed, Money = Money.Charged }));
        (await store.KeysInUse()).ShouldBeEmpty();
        (await store.IsReady()).ShouldBeTrue();
    }

    [Theory, EachEngine(AndPooled = true)]
    public async Task A_key_that_was_switched_off_takes_nothing_although_it_was_offered_before(string engine)
    {
        await using var services = await Open(engine);
        var store = services.GetRequiredService<ITaskStore>();
        var keys = services.GetRequiredService<IPoolKeyStore>();
        await Opened(store, Some.Task(time, TaskState.Queued));
        var offered = Wish(Some.Task(time, TaskState.Queued, "video_2"));
        await keys.SetDisabled(new PoolKeyId("toapis", "main"), "disabled by an operator", _ => null);
        (await store.Decide(offered)).ShouldBeOfType<OpenResult.NoKey>();
        await keys.SetDisabled(new PoolKeyId("toapis", "main"), null, _ => null);
        (await store.Decide(offered)).ShouldBeOfType<OpenResult.Opened>();
    }

    [Theory, EachEngine(AndPooled = true)]
    public async Task A_task_made_before_midnight_and_opened_after_it_counts_in_its_own_days_budget(string engine)
    {
        await using var services = await Open(engine);
        var store = services.GetRequiredService<ITaskStore>();
        var limits = Limits.None with { Budget = new Budget(Credits.Of(20), BudgetPeriod.Day) };
        var first = Some.Task(time, TaskState.Queued);
        time.Advance(TimeSpan.FromDays(1));
        (await store.Decide(Wish(first) with { KeyLimits = limits })).ShouldBeOfType<OpenResult.Opened>();
        (await store.Decide(Wish(first with { Id = "video_2" }) with { KeyLimits = limits })).ShouldBeOfType<OpenResult.OverLimit>();
        (await store.Decide(Wish(Some.Task(time, TaskState.Queued, "video_3")) with { KeyLimits = limits })).ShouldBeOfType<OpenResult.Opened>();
    }

    [Theory, EachEngine(AndPooled = true)]
    public async Task A_retry_that_comes_too_late_leaves_the_idempotency_key(string engine)
    {
        await using var services = await Open(engine);
        var store = services.GetRequiredService<ITaskStore>();
        var task = await Opened(store, Some.Task(time, TaskState.Queued), claim: Claim("a"));
        await store.Decide(new UpdateWish(task, task with { State = TaskState.Unknown }));

        var failed = task with { State = TaskState.Failed, Money = Money.Refunded };
        (await store.Decide(new RetryWish(task, new AttemptClosing(1, "unavailable", null, Now), [], "att_2", task, failed))).ShouldBeNull();
        (await store.Decide(Wish(Some.Task(time, TaskState.Queued, "video_2"), claim: Claim("a")))).ShouldBe(new OpenResult.Replay(task.Id));
    }

    private static OpenWish Wish(TaskRecord task, IdempotencyClaim? claim = null) => new(
        task with { Upstream = null, PoolKey = null, UpstreamTaskId = null },
        "{}",
        claim,
        Limits.None,
        Limits.None,
        new QueueLimits(100, 100),
        [new Offer(new PoolKeyId("toapis", "main"), 0, 1, 0, 0, TimeSpan.FromMinutes(1))],
        $"att_{task.Id}");

    private static async Task<TaskRecord> Opened(ITaskStore store, TaskRecord task, IdempotencyClaim? claim = null) =>
        (await store.Decide(Wish(task, claim))).ShouldBeOfType<OpenResult.Opened>().Started.Task;

    private static async Task Due(ITaskStore store, TaskRecord task, Instant at)
    {
        var opened = await Opened(store, task);
        await store.Decide(new UpdateWish(opened, opened with { DueAt = at }));
    }

    private IdempotencyClaim Claim(string fingerprint) => new("key-1", fingerprint, Now, Now + TimeSpan.FromDays(1));

    private async Task<ServiceProvider> Open(string engine)
    {
        database ??= await TestDatabase.On(engine);
        return database.Open(time);
    }
}

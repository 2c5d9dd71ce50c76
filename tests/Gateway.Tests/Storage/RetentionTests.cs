using System.Text.Json;
using Gateway.Canonical;
using Gateway.Quotas;
using Gateway.Routing;
using Gateway.Tasks;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Storage;

/// <summary>What is old and final goes, nothing else does, and every sum stays as it was.</summary>
public sealed class RetentionTests : IAsyncDisposable
{
    private static readonly TimeSpan Keep = TimeSpan.FromHours(2);
    private static readonly Offer OnePlace = new(new PoolKeyId("toapis", "small"), 0, 1, MaxInFlight: 1, 0, TimeSpan.FromMinutes(1));
    private static readonly string[][] Groupings = [[], ["team"], ["key"], ["upstream"], ["team", "key", "model", "upstream"]];

    private readonly ManualTime time = new();
    private TestDatabase database = null!;
    private ServiceProvider services = null!;

    private Instant Now => time.Now();

    private ITaskStore Store => services.GetRequiredService<ITaskStore>();

    private ITaskRetention Retention => services.GetRequiredService<ITaskRetention>();

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await database.DisposeAsync();
    }

    [Theory, EachEngine(AndPooled = true)]
    public async Task Only_what_is_old_and_final_goes(string engine)
    {
        await On(engine);
        var completed = await Completed();
        var failed = await Failed();
        TaskRecord[] stays =
        [
            await Opened(),
            await Ended(await Opened(), task => task with { State = TaskState.Failed, Status = VideoStatus.Failed, ErrorCode = TaskErrors.OutcomeUnknown }),
            await Ended(await Opened(), task => task with { State = TaskState.Failed, Status = VideoStatus.Failed, Money = Money.Refunded, DueAt = Now }),
            await Unknown(),
            await AttemptUnderWay(),
            await Ended(await Opened(claim: "a key that counts for a day"), AsCompleted),
        ];
        time.Advance(Keep);
        var late = await Ended(await Opened(), task => AsCompleted(task) with { CompletedAt = (Now - Keep - Keep).WholeSecond });
        var young = await Completed();
        time.Advance(TimeSpan.FromSeconds(2));

        (await Round()).ShouldBe(2);
        (await Store.Find(completed.Id)).ShouldBeNull();
        (await Store.Find(failed.Id)).ShouldBeNull();
        foreach (var task in (TaskRecord[])[.. stays, late, young])
        {
            (await Store.Find(task.Id)).ShouldBe(task);
        }

        foreach (var table in (string[])["attempts", "ledger"])
        {
            database.Ask($"SELECT COUNT(*) FROM {table} WHERE task_id NOT IN (SELECT id FROM tasks)").ShouldBe("0");
            database.Ask($"SELECT COUNT(*) FROM tasks WHERE id NOT IN (SELECT task_id FROM {table})").ShouldBe("0");
        }

        // When the key counts no longer, its task goes and the key with it.
        time.Advance(TimeSpan.FromDays(1));
        (await Round()).ShouldBe(3);
        database.Ask("SELECT COUNT(*) FROM idempotency_keys").ShouldBe("0");
    }

    [Theory, EachEngine(AndPooled = true)]
    public async Task Budgets_and_reports_over_whole_days_are_the_same_before_and_after(string engine)
    {
        await On(engine);
        var first = Now;
        await Opened(offer: OnePlace);
        for (var day = 0; day < 3; day++)
        {
            foreach (var (team, model, upstream) in ((string, string, string)[])[("film", "viduq3-pro", "toapis"), ("film", "viduq3", "legacy")])
            {
                await Completed(task => task with { Team = team, Model = model }, Offer(upstream));
                await Completed(task => task with { Team = team, KeyId = "config:other" }, Offer(upstream));
                await Failed(task => task with { Team = team, Model = model }, Offer(upstream));
                await Opened(task => task with { Team = team });
            }

            (await Failed(task => task with { Team = "ads" }, OnePlace)).Upstream.ShouldBeNull();

            time.Advance(TimeSpan.FromDays(1));
        }

        var last = await Opened();
        time.Advance(TimeSpan.FromSeconds(10));
        await Ended(last, AsCompleted);
        var midnight = first - TimeSpan.FromHours(8);
        (Instant From, Instant To)[] wholeDays = [(Instant.OfSeconds(0), Now + Keep), .. Enumerable.Range(-1, 5).Select(day => (midnight + TimeSpan.FromDays(day), midnight + TimeSpan.FromDays(day + 1)))];
        var before = await Reports(wholeDays);
        var spent = Spending();
        before.Count.ShouldBeGreaterThan(20);
        (await Round(most: 4)).ShouldBe(21);

        (await Reports(wholeDays)).ShouldBe(before);
        Spending().ShouldBe(spent);
        database.Ask("SELECT COUNT(*) FROM tasks").ShouldBe("8");
        // That is told of those that are kept, and the last one is the only such that completed.
        (await Usage(new UsageQuery(Instant.OfSeconds(0), Now + Keep, []))).Select(row => (row.Median, row.P95)).ShouldBe([(10, 10)]);

        // A day that is cut: what is gone counts in the part that it begins in, so the parts still make up the whole.
        var noon = midnight + TimeSpan.FromHours(12);
        (await Ended(midnight, noon), await Ended(noon, midnight + TimeSpan.FromDays(1))).ShouldBe((7, 0));
    }

    [Theory, EachEngine(AndPooled = true)]
    public async Task A_step_that_is_cut_off_has_changed_nothing(string engine)
    {
        await On(engine);
        await Completed();
        await Completed();
        await Completed();
        time.Advance(Keep + TimeSpan.FromSeconds(2));
        var before = await Reports([(Instant.OfSeconds(0), Now)]);
        var step = (await Retention.LetGo(Now - Keep, null, 1))!;
        using (database.Break("usage_days"))
        {
            await Should.ThrowAsync<System.Data.Common.DbException>(() => Retention.LetGo(Now - Keep, step.Last, 2));
            database.Ask("SELECT (SELECT COUNT(*) FROM tasks) + (SELECT COUNT(*) FROM attempts) + (SELECT COUNT(*) FROM ledger)").ShouldBe("8");
            (await Reports([(Instant.OfSeconds(0), Now)])).ShouldBe(before);
        }

        (await Round()).ShouldBe(2);
        (await Reports([(Instant.OfSeconds(0), Now)])).ShouldBe(before);
    }

    [Theory, EachEngine(AndPooled = true)]
    public async Task A_change_of_a_task_that_is_gone_is_overtaken_and_harms_nobody(string engine)
    {
        await On(engine);
        var failed = await Failed();
        time.Advance(Keep + TimeSpan.FromSeconds(2));
        (await Round()).ShouldBe(1);
        var others = Enumerable.Range(0, 5).Select(_ => Store.Decide(Wish(New()))).ToList();
        (await Store.Decide(new UpdateWish(failed, Corrected(failed)))).ShouldBeNull();
        (await Store.Decide(new ResolveWish(failed.Id, null, failed.Upstream, failed.CreatedAt, Some.Life(time)))).ShouldBeOfType<ResolveResult.Absent>();
        (await Store.Decide(new CancelWish(failed.Id, null, Some.Life(time)))).ShouldBeOfType<CancelResult.Absent>();
        (await Task.WhenAll(others)).ShouldAllBe(result => result is OpenResult.Opened);
    }

    [Theory, EachEngine(AndPooled = true)]
    public async Task Of_a_correction_and_the_deletion_one_comes_first_and_no_credit_is_lost(string engine)
    {
        await On(engine);
        var failed = new List<TaskRecord>();
        for (var i = 0; i < 60; i++)
        {
            failed.Add(await Failed());
        }

        time.Advance(Keep + TimeSpan.FromSeconds(2));
        var deleting = Task.Run(() => Round(most: 3));
        var corrected = await Task.WhenAll(failed.AsEnumerable().Reverse().Select(task => Task.Run(() => Store.Decide(new UpdateWish(task, Corrected(task))))));
        await deleting;

        // Whoever was corrected is there, because the correction is young; the others are gone or go now.
        await Round();
        foreach (var task in corrected.OfType<TaskRecord>())
        {
            (await Store.Find(task.Id)).ShouldBe(task);
        }

        var kept = corrected.Count(task => task is not null);
        database.Ask("SELECT COUNT(*) FROM tasks").ShouldBe($"{kept}");
        database.Ask("SELECT COUNT(*) FROM ledger WHERE task_id NOT IN (SELECT id FROM tasks)").ShouldBe("0");
        var all = (await Usage(new UsageQuery(Instant.OfSeconds(0), Now, []))).Single();
        (all.Completed, all.Failed, all.Charged, all.Refunded).ShouldBe((kept, 60 - kept, Credits.Of(16 * kept), Credits.Of(16 * (60 - kept))));
        database.Ask("SELECT SUM(charged) FROM spending WHERE account = 'team'").ShouldBe($"{16_000_000L * kept}");
    }

    [Fact]
    public async Task Two_replicas_that_delete_at_once_count_each_task_once()
    {
        await On(Engines.Postgres);
        for (var i = 0; i < 60; i++)
        {
            await Completed();
        }

        time.Advance(Keep + TimeSpan.FromSeconds(2));
        await using var other = database.Open(time);
        var gone = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(i => Task.Run(() => Round(i % 2 == 0 ? Retention : other.GetRequiredService<ITaskRetention>(), 5))));
        (gone.Sum() + await Round()).ShouldBe(60);
        (await Usage(new UsageQuery(Instant.OfSeconds(0), Now, []))).Single().Completed.ShouldBe(60);
    }

    private static TaskRecord AsCompleted(TaskRecord task) =>
        task with { State = TaskState.Completed, Status = VideoStatus.Completed, Money = Money.Charged, Progress = 100 };

    private static TaskRecord AsFailed(TaskRecord task) =>
        task with { State = TaskState.Failed, Status = VideoStatus.Failed, Money = Money.Refunded, ErrorCode = TaskErrors.Timeout };

    private static TaskRecord Corrected(TaskRecord task) => AsCompleted(task) with { ErrorCode = null };

    private static Offer Offer(string upstream) => new(new PoolKeyId(upstream, "main"), 0, 1, 0, 0, TimeSpan.FromMinutes(1));

    private static OpenWish Wish(TaskRecord task, IdempotencyClaim? claim = null, Offer? offer = null) => new(
        task with { Upstream = null, PoolKey = null, UpstreamTaskId = null },
        """{"duration":8}""",
        claim,
        Limits.None,
        Limits.None,
        new QueueLimits(100, 100),
        [offer ?? Offer("toapis")],
        $"att_{task.Id}");

    private async Task On(string engine)
    {
        database = await TestDatabase.On(engine);
        services = database.Open(time);
    }

    /// <summary>With an id of its time, as ids are.</summary>
    private TaskRecord New()
    {
        time.Advance(TimeSpan.FromMilliseconds(1));
        return Some.Task(time, TaskState.Queued, IdSource.TaskIdAt(Now));
    }

    private async Task<TaskRecord> Opened(Func<TaskRecord, TaskRecord>? how = null, Offer? offer = null, string? claim = null)
    {
        var wish = Wish(
            (how ?? (task => task))(New()), claim is null ? null : new IdempotencyClaim(claim, "fingerprint", Now, Now + TimeSpan.FromDays(1)), offer);
        var result = await Store.Decide(wish);
        return result is OpenResult.Queued queued ? queued.Task : result.ShouldBeOfType<OpenResult.Opened>().Started.Task;
    }

    private async Task<TaskRecord> Ended(TaskRecord task, Func<TaskRecord, TaskRecord> how)
    {
        var ended = how(task with { CompletedAt = Now.WholeSecond, DueAt = null });
        return (await Store.Decide(new UpdateWish(task, ended, new AttemptClosing(1, "accepted", null, Now)))).ShouldNotBeNull();
    }

    private async Task<TaskRecord> Completed(Func<TaskRecord, TaskRecord>? how = null, Offer? offer = null) =>
        await Ended(await Opened(how, offer), AsCompleted);

    private async Task<TaskRecord> Failed(Func<TaskRecord, TaskRecord>? how = null, Offer? offer = null) =>
        await Ended(await Opened(how, offer), AsFailed);

    private async Task<TaskRecord> Unknown()
    {
        var task = await Opened();
        return (await Store.Decide(new UpdateWish(task, task with { State = TaskState.Unknown }))).ShouldNotBeNull();
    }

    private async Task<TaskRecord> AttemptUnderWay()
    {
        var task = await Opened();
        return (await Store.Decide(new UpdateWish(task, AsFailed(task) with { CompletedAt = Now.WholeSecond, DueAt = null }))).ShouldNotBeNull();
    }

    private Task<long> Round(int most = 100) => Round(Retention, most);

    private async Task<long> Round(ITaskRetention retention, int most)
    {
        var gone = 0L;
        RetentionStep? step = null;
        do
        {
            step = await retention.LetGo(Now - Keep, step?.Last, most);
            gone += step?.Gone ?? 0;
        }
        while (step?.Looked == most);
        return gone;
    }

    private async Task<IReadOnlyList<UsageRow>> Usage(UsageQuery query) => await services.GetRequiredService<ITaskReports>().Usage(query);

    private async Task<long> Ended(Instant from, Instant to) => (await Usage(new UsageQuery(from, to, []))).Sum(row => row.Completed + row.Failed);

    /// <summary>But for how long tasks took: that is told of those that are still kept.</summary>
    private async Task<List<string>> Reports(IEnumerable<(Instant From, Instant To)> times)
    {
        var rows = new List<string>();
        foreach (var (from, to) in times)
        {
            foreach (var groups in Groupings)
            {
                rows.AddRange((await Usage(new UsageQuery(from, to, groups))).Select(row => $"{from} {string.Join(',', row.Group)} {JsonSerializer.Serialize(row with { Median = null, P95 = null })}"));
            }
        }

        return rows;
    }

    private List<string> Spending() =>
        [.. database.Rows("SELECT account, id, day, reserved, charged FROM spending ORDER BY 1, 2, 3").Select(row => string.Join(' ', row))];
}

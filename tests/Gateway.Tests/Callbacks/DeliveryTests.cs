using System.Collections.Concurrent;
using Gateway.Callbacks;
using Gateway.Canonical;
using Gateway.Quotas;
using Gateway.Tasks;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Callbacks;

/// <summary>The queue of callbacks over hours that the test drives.</summary>
public sealed class DeliveryTests : IAsyncLifetime
{
    private readonly ManualTime time = new();
    private Receiver receiver = null!;
    private TestDatabase database = null!;
    private DrivenGateway gateway = null!;

    public async ValueTask InitializeAsync() => receiver = await Receiver.Start();

    public async ValueTask DisposeAsync()
    {
        await (gateway?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (database?.DisposeAsync() ?? ValueTask.CompletedTask);
        await receiver.DisposeAsync();
    }

    [Theory, EachEngine]
    public async Task A_callback_is_tried_on_the_schedule_until_it_is_over(string engine)
    {
        await On(engine);
        receiver.Answer = _ => Task.FromResult(503);
        var task = await Failed();
        TimeSpan[] pauses =
        [
            TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
            TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
        ];
        foreach (var (index, pause) in pauses.Index())
        {
            await Tried(task, index + 1);
            var row = (await Of(task)).Single();
            (row.Callback.DueAt!.Value - row.Tries[^1].At).ShouldBeInRange(pause, pause * 1.1);
            time.Advance(pause * 1.1);
        }

        await Tried(task, 10);
        var found = (await Of(task)).Single();
        (found.Callback.Status, found.Callback.DueAt, found.Tries.Count).ShouldBe((CallbackStatus.Failed, null, 10));
        receiver.Messages.Select(message => message.Id).Distinct().ShouldHaveSingleItem();
        receiver.Messages.Select(message => message.Headers["webhook-timestamp"]).Distinct().Count().ShouldBe(10);
    }

    [Theory, EachEngine]
    public async Task What_a_receiver_that_was_down_for_20_hours_missed_is_all_delivered_across_a_restart(string engine)
    {
        await On(engine);
        receiver.Answer = _ => Task.FromResult(500);
        var tasks = new List<TaskRecord>();
        for (var hour = 0; hour < 20; hour++)
        {
            tasks.Add(await Failed());
            tasks.Add(await Completed());
            if (hour == 10)
            {
                await gateway.DisposeAsync();
                gateway = await DrivenGateway.Start(database, time);
            }

            for (var quarter = 0; quarter < 4; quarter++)
            {
                time.Advance(TimeSpan.FromMinutes(15));
                gateway.Look();
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }
        }

        await Eventually.True(async () => (await Of(tasks[0]))[0].PausedUntil is not null, 20);
        // Of its own: a try of before may still be under way.
        var taken = new ConcurrentQueue<string>();
        receiver.Answer = http =>
        {
            taken.Enqueue(http.Request.Headers[StandardWebhook.IdHeader].ToString());
            return Task.FromResult(204);
        };
        time.Advance(TimeSpan.FromMinutes(1));
        await Eventually.True(async () => await Pending() == 0, 30);
        var delivered = new List<string>();
        foreach (var task in tasks)
        {
            delivered.AddRange((await Of(task)).Where(found => found.Callback.Status == CallbackStatus.Delivered).Select(found => found.Callback.Id));
        }

        delivered.Count.ShouldBe(40);
        taken.ShouldBe(delivered, ignoreOrder: true);
        (await Of(tasks[0]))[0].FailingSince.ShouldBeNull();
    }

    [Theory, EachEngine]
    public async Task What_has_waited_for_days_for_a_receiver_that_is_paused_is_given_up(string engine)
    {
        await On(engine);
        receiver.Answer = _ => Task.FromResult(500);
        for (var i = 0; i < 12; i++)
        {
            await Failed();
        }

        await Eventually.True(async () => (await All()).All(found => found.Tries.Count > 0), 20);
        // It fails for long by now, so one at a time is tried.
        time.Advance(ReceiverPause.After);
        await Eventually.True(async () => await All() is var all && all[0].PausedUntil is not null && all.All(found => found.Callback.LeasedUntil is null), 20);
        (await All()).ShouldAllBe(found => found.Callback.Status == CallbackStatus.Pending);

        time.Advance(ReceiverPause.Longest + ReceiverPause.After);
        var late = await Failed();
        await Eventually.True(async () => (await All()).Any(found => found.Callback.Status == CallbackStatus.Failed), 20);
        var givenUp = (await All()).Where(found => found.Callback.Status == CallbackStatus.Failed).ToList();
        // But for the one that was tried now.
        givenUp.Count.ShouldBe(11);
        givenUp.ShouldAllBe(found => found.Callback.DueAt == null && found.Callback.EndedAt != null && found.Tries.Count <= 2 && found.Callback.TaskId != late.Id);

        receiver.Messages.Clear();
        receiver.Answer = _ => Task.FromResult(200);
        time.Advance(ReceiverPause.Between);
        await Eventually.True(async () => await Pending() == 0, 20);
        receiver.Messages.Count.ShouldBe(2);
    }

    [Theory, EachEngine]
    public async Task A_correction_is_told_under_another_id_and_drops_the_failure_that_nobody_has_heard_of(string engine)
    {
        await On(engine);
        receiver.Answer = _ => Task.FromResult(500);
        var unheard = await Failed();
        await Tried(unheard, 1);
        receiver.Answer = _ => Task.FromResult(200);
        var heard = await Failed();
        await Ended(heard, CallbackStatus.Delivered);
        receiver.Messages.Clear();

        foreach (var task in (TaskRecord[])[unheard, heard])
        {
            await gateway.Save(task, AsCompleted);
        }

        gateway.Look();
        await Eventually.True(() => receiver.Messages.Count == 2);
        time.Advance(TimeSpan.FromDays(3));
        await Eventually.True(async () => await Pending() == 0);
        receiver.Messages.Select(message => message.Type).ShouldAllBe(type => type == "video.completed");
        (await Of(unheard)).Select(found => found.Callback.Type).ShouldBe(["video.completed"]);
        (await Of(heard)).Select(found => found.Callback.Type).ShouldBe(["video.failed", "video.completed"], ignoreOrder: true);
        (await Of(heard)).Select(found => found.Callback.Id).Distinct().Count().ShouldBe(2);
    }

    [Theory, EachEngine]
    public async Task The_task_is_told_as_it_is_at_the_time_of_the_try(string engine)
    {
        await On(engine);
        receiver.Answer = _ => Task.FromResult(500);
        var task = await gateway.Save(await gateway.Opened(receiver.Url), before => DrivenGateway.AsFailed(before) with { Money = Money.Reserved });
        await Tried(task, 1);
        receiver.Answer = _ => Task.FromResult(200);
        await gateway.Save(task, before => before with { Money = Money.Refunded });
        time.Advance(TimeSpan.FromSeconds(6));
        await Ended(task, CallbackStatus.Delivered);
        receiver.Messages.Select(message => message.Json.Text("data", "usage", "state")).ShouldBe(["reserved", "refunded"]);
        receiver.Messages.Select(message => message.Id).Distinct().ShouldHaveSingleItem();
    }

    [Theory, EachEngine]
    public async Task What_a_process_that_died_had_in_hand_is_delivered_by_another(string engine)
    {
        database = await TestDatabase.On(engine);
        gateway = await DrivenGateway.Start(database, time, delivers: false);
        var task = await Failed();
        var due = (await gateway.Callbacks.Due(time.Now())).ShouldHaveSingleItem();
        (await gateway.Callbacks.Claim([(due.Name, 5)], time.Now(), time.Now() + TimeSpan.FromSeconds(30))).ShouldHaveSingleItem();
        (await gateway.Callbacks.Due(time.Now())).ShouldBeEmpty();
        (await gateway.Callbacks.Claim([(due.Name, 5)], time.Now(), time.Now() + TimeSpan.FromSeconds(30))).ShouldBeEmpty();

        await gateway.DisposeAsync();
        gateway = await DrivenGateway.Start(database, time);
        time.Advance(TimeSpan.FromSeconds(31));
        await Ended(task, CallbackStatus.Delivered);
        receiver.Messages.Count.ShouldBe(1);
    }

    [Theory, EachEngine]
    public async Task A_result_that_comes_after_its_lease_changes_nothing(string engine)
    {
        database = await TestDatabase.On(engine);
        gateway = await DrivenGateway.Start(database, time, delivers: false);
        var task = await Failed();
        var now = time.Now();
        var late = (await gateway.Callbacks.Claim([(new Uri(receiver.Url).Authority, 1)], now, now + TimeSpan.FromSeconds(30))).Single();
        time.Advance(TimeSpan.FromSeconds(31));
        var other = (await gateway.Callbacks.Claim([(new Uri(receiver.Url).Authority, 1)], time.Now(), time.Now() + TimeSpan.FromSeconds(30))).Single();
        var taken = new CallbackTry(now, 200, null, 1);
        await gateway.Callbacks.Save(other, new CallbackResult(taken, CallbackStatus.Delivered, null, Answers: true));
        await gateway.Callbacks.Save(late, new CallbackResult(taken with { HttpStatus = 500, Problem = "http_500" }, CallbackStatus.Pending, now, Answers: false));
        (await Of(task)).Single().ShouldSatisfyAllConditions(
            found => found.Callback.Status.ShouldBe(CallbackStatus.Delivered), found => found.Tries.Count.ShouldBe(1));
    }

    [Theory, EachEngine]
    public async Task A_task_stays_while_its_end_is_still_to_be_told_and_goes_with_all_of_it(string engine)
    {
        await On(engine);
        receiver.Answer = _ => Task.FromResult(500);
        var task = await Failed();
        await Tried(task, 1);
        time.Advance(TimeSpan.FromHours(3));
        // A try that is under way while the clock is moved would be followed by one of later than the test waits for.
        await Tried(task, 2);
        var retention = gateway.Services.GetRequiredService<ITaskRetention>();
        (await retention.LetGo(time.Now() - TimeSpan.FromHours(2), null, 100))!.Gone.ShouldBe(0);
        receiver.Answer = _ => Task.FromResult(410);
        time.Advance(TimeSpan.FromDays(1));
        await Ended(task, CallbackStatus.Failed);
        (await retention.LetGo(time.Now() - TimeSpan.FromHours(2), null, 100))!.Gone.ShouldBe(1);
        database.Ask("SELECT (SELECT COUNT(*) FROM callbacks) + (SELECT COUNT(*) FROM callback_tries)").ShouldBe("0");
    }

    [Theory, EachEngine]
    public async Task What_is_told_nobody_leaves_no_row(string engine)
    {
        await On(engine);
        await gateway.Save(await gateway.Opened(url: null), DrivenGateway.AsFailed);
        database.Ask("SELECT COUNT(*) FROM callbacks").ShouldBe("0");
        (await gateway.Services.GetRequiredService<ITaskReports>().Figures()).CallbacksPending.ShouldBe(0);
    }

    private static TaskRecord AsCompleted(TaskRecord task) => task with
    {
        State = TaskState.Completed, Status = VideoStatus.Completed, Money = Money.Charged, Progress = 100, DueAt = null, ErrorCode = null, ErrorMessage = null,
        ResultUrl = "https://cdn.example/v.mp4", ResultFormat = "mp4",
    };

    private async Task On(string engine)
    {
        database = await TestDatabase.On(engine);
        gateway = await DrivenGateway.Start(database, time);
    }

    private Task<TaskRecord> Failed() => gateway.Failed(receiver.Url);

    private async Task<TaskRecord> Completed() => await gateway.Save(await gateway.Opened(receiver.Url), AsCompleted);

    private ValueTask<IReadOnlyList<CallbackDetails>> Of(TaskRecord task) => gateway.Callbacks.List(new CallbackFilter(null, null, task.Id, 100, null));

    private async Task<IReadOnlyList<CallbackDetails>> All()
    {
        gateway.Look();
        return await gateway.Callbacks.List(new CallbackFilter(null, null, null, 100, null));
    }

    private async Task<long> Pending()
    {
        gateway.Look();
        return (await gateway.Services.GetRequiredService<ITaskReports>().Figures()).CallbacksPending;
    }

    private Task Tried(TaskRecord task, int times) => Becomes(task, found => found.Tries.Count == times);

    private Task Ended(TaskRecord task, string status) => Becomes(task, found => found.Callback.Status == status);

    private Task Becomes(TaskRecord task, Predicate<CallbackDetails> state) => Eventually.True(async () =>
    {
        gateway.Look();
        return state((await Of(task)).Single());
    }, 20);
}

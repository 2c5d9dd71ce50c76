using Gateway.Canonical;
using Gateway.Quotas;
using Gateway.Routing;
using Gateway.Tasks;
using Gateway.Tests.Support;

namespace Gateway.Tests.Tasks;

/// <summary>Decisions without a database: whatever is wished, by however many at once, design's invariants hold after every group.</summary>
public sealed class DecisionTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 8)];

    [Theory, MemberData(nameof(Seeds))]
    public void The_invariants_hold_after_every_group_of_random_wishes(int seed)
    {
        for (var interleaving = 0; interleaving < 25; interleaving++)
        {
            var store = new MemoryStore();
            var wishes = new RandomWishes(store, new Random((seed * 1000) + interleaving));
            for (var step = 0; step < 60; step++)
            {
                wishes.Step();
                ShouldHold(store, wishes);
            }
        }
    }

    [Fact]
    public void Random_histories_take_every_way_through_the_life_of_a_task_and_no_other()
    {
        var taken = new HashSet<(TaskState? From, TaskState To)>();
        for (var interleaving = 0; interleaving < 40; interleaving++)
        {
            var store = new MemoryStore();
            var wishes = new RandomWishes(store, new Random(interleaving));
            for (var step = 0; step < 60; step++)
            {
                wishes.Step();
            }

            taken.UnionWith(store.History.Select(change => (change.Before?.State, change.After.State)).Where(way => way.Item1 != way.Item2));
        }

        taken.ShouldBe(LifeOfATask.Ways.Select(way => (way.From, way.To)), ignoreOrder: true);
    }

    private static void ShouldHold(MemoryStore store, RandomWishes wishes)
    {
        NoneIsLost(store, wishes);
        NothingIsSentTwice(store, wishes);
        MoneyAgrees(store);
        LimitsHold(store);
        JobsStayWhereTheyAre(store);
        TerminalTasksStay(store);
        EveryChangeHasItsEvent(store);
    }

    /// <summary>Invariant 1.</summary>
    private static void NoneIsLost(MemoryStore store, RandomWishes wishes) => wishes.Told.ShouldAllBe(id => store.Tasks.ContainsKey(id));

    /// <summary>Invariant 2: a further attempt follows only "certainly no job", but for a resend that the upstream promises to recognise.</summary>
    private static void NothingIsSentTwice(MemoryStore store, RandomWishes wishes)
    {
        wishes.Sent.Where(sent => !sent.IsResend).Select(sent => sent.Attempt.Id).ShouldBeUnique();
        wishes.Sent.Count.ShouldBe(store.Attempts.Count);
        foreach (var (attempt, isResend) in wishes.Sent.Where(sent => sent.Attempt.Number > 1))
        {
            var before = store.Closings.GetValueOrDefault((attempt.TaskId, attempt.Number - 1));
            before.ShouldNotBeNull();
            before.Outcome.ShouldBe(isResend ? "ambiguous" : "unavailable");
        }
    }

    /// <summary>Invariant 3: the ledger is what the tasks say, per key and team, and no budget is ever exceeded.</summary>
    private static void MoneyAgrees(MemoryStore store)
    {
        foreach (var tasks in store.Tasks.Values.GroupBy(task => task.KeyId).Concat(store.Tasks.Values.GroupBy(task => task.Team)))
        {
            var lines = store.Ledger.Where(line => line.Task.KeyId == tasks.Key || line.Task.Team == tasks.Key).ToList();
            lines.Select(line => line.Entry.Reserved).Sum().ShouldBe(tasks.Where(task => task.Money == Money.Reserved).Select(task => task.Price).Sum());
            lines.Select(line => line.Entry.Charged).Sum().ShouldBe(tasks.Where(task => task.Money == Money.Charged).Select(task => task.Price).Sum());
            // A job that ended well after it was given up is charged all the same.
            lines.Where(line => line.Entry.Kind != "correct").Select(line => line.Entry.Reserved + line.Entry.Charged).Sum()
                .ShouldBeInRange(Credits.Zero, tasks.Key.StartsWith("key", StringComparison.Ordinal) ? RandomWishes.KeyBudget : RandomWishes.TeamBudget);
        }
    }

    /// <summary>Invariants 3 and 4: tasks at once, places of pool keys, the queue.</summary>
    private static void LimitsHold(MemoryStore store)
    {
        store.Tasks.Values.Where(task => !task.IsTerminal).GroupBy(task => task.KeyId).ShouldAllBe(tasks => tasks.Count() <= RandomWishes.KeyTasks);
        RandomWishes.Pool.ShouldAllBe(offer =>
            store.Tasks.Values.Count(task => task.HoldsSlot && offer.Key == new PoolKeyId(task.Upstream!, task.PoolKey!)) <= offer.MaxInFlight);
    }

    /// <summary>Invariants 5 and 11: a job is polled with the key that made it, is one task's alone, and is never dropped.</summary>
    private static void JobsStayWhereTheyAre(MemoryStore store)
    {
        foreach (var task in store.Tasks.Values.Where(task => task.State is TaskState.Polling or TaskState.Completed))
        {
            var newest = store.Attempts.Where(attempt => attempt.TaskId == task.Id).MaxBy(attempt => attempt.Number)!;
            (task.Upstream, task.PoolKey).ShouldBe((newest.Upstream, newest.PoolKey));
            task.UpstreamTaskId.ShouldNotBeNull();
        }

        store.Tasks.Values.Where(task => task.UpstreamTaskId is not null).Select(task => (task.Upstream, task.UpstreamTaskId)).ShouldBeUnique();
        // A job that only an operator has named may turn out to be the wrong one.
        store.History.ShouldAllBe(change =>
            change.Before == null || change.Before.State != TaskState.Polling || change.After.UpstreamTaskId == change.Before.UpstreamTaskId
            || (change.After.State == TaskState.Unknown && change.Before.UnknownSince != null));
        store.History
            .Where(change => change.After.ErrorCode == TaskErrors.Cancelled && change.Before is { ErrorCode: not TaskErrors.Cancelled, State: not TaskState.Queued })
            .ShouldBeEmpty();
    }

    /// <summary>Invariant 6: a terminal task stays as it is, but for the one correction; progress never falls.</summary>
    private static void TerminalTasksStay(MemoryStore store)
    {
        foreach (var (before, after) in store.History.Where(change => change.Before is not null))
        {
            after.Version.ShouldBe(before!.Version + 1);
            after.Progress.ShouldBeGreaterThanOrEqualTo(before.Progress);
            if (before.IsTerminal)
            {
                after.State.ShouldBeOneOf(before.State == TaskState.Failed ? [TaskState.Failed, TaskState.Completed] : [before.State]);
            }
        }
    }

    /// <summary>Invariant 12.</summary>
    private static void EveryChangeHasItsEvent(MemoryStore store)
    {
        store.Events.ShouldBe(
            store.History.Select(change => (change.After.Id, Kind: EventKinds.Of(change.Before, change.After))).Where(change => change.Kind is not null).Select(change => (change.Id, change.Kind!)));
        store.History
            .Where(change => change.Before?.State != change.After.State && EventKinds.Of(change.Before, change.After) != Happened(change.Before, change.After))
            .ShouldBeEmpty();
    }

    /// <summary>What a change of the state is called, said once more: the words are what subscribers know.</summary>
    private static string Happened(TaskRecord? before, TaskRecord after) => (before?.State, after.State) switch
    {
        (null, _) => "created",
        (TaskState.Failed, _) => "corrected",
        (_, TaskState.Polling) => "accepted",
        var (_, state) => state.Word(),
    };
}

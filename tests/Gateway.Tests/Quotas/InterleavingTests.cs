using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Gateway.Canonical;
using Gateway.Dialects;
using Gateway.Models;
using Gateway.Quotas;
using Gateway.Routing;
using Gateway.Tasks;
using Gateway.Tests.Support;
using Gateway.Upstreams;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Tests.Quotas;

/// <summary>Whatever happens to many tasks at once, in whatever order: the ledger, the limits and the places agree with the tasks.</summary>
public sealed class InterleavingTests
{
    private const long KeyBudget = 8;
    private const long TeamBudget = 13;
    private const int KeyTasks = 4;
    private static readonly int[] Places = [2, 3];

    private static readonly Gen<Life> Lives =
        from key in Gen.Choose(0, 3)
        from price in Gen.Choose(0, 6)
        from steps in Gen.ListOf(Gen.Elements(Enum.GetValues<Step>()), 6)
        select new Life(key, price, [.. steps]);

    private enum Step
    {
        Accepted,
        Rejected,
        Unavailable,
        Ambiguous,
        NeverSettled,
        Completed,
        Failed,
        TooOld,
        ResolvedNotCreated,
        Dispatch,
    }

    [Theory, EachEngine(AndPooled = true)]
    public Task Ledger_limits_and_places_agree_with_the_tasks_at_any_interleaving(string engine) => Hold(engine, replicas: 1);

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public Task They_agree_when_each_step_is_taken_by_another_replica(int replicas) => Hold(Engines.Postgres, replicas);

    private static async Task Hold(string engine, int replicas)
    {
        // Within the check a skip would be a failure.
        await Engines.Require(engine);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(25).WithReplay(20261121, 1),
            Prop.ForAll(Arb.From(Gen.ListOf(Lives, 60)), async lives => await Live(engine, replicas, [.. lives])));
    }

    private static async Task Live(string engine, int replicas, IReadOnlyList<Life> lives)
    {
        await using var database = await TestDatabase.On(engine);
        var time = new ManualTime();
        var providers = Enumerable.Range(0, replicas).Select(_ => database.Open(time)).ToList();
        try
        {
            var world = new World([.. providers.Select(provider => provider.GetRequiredService<ITaskStore>())], database, Some.Life(time), time);
            await Task.WhenAll(lives.Select((life, number) => Task.Run(() => world.Live(life, number))));
        }
        finally
        {
            foreach (var provider in providers)
            {
                await provider.DisposeAsync();
            }
        }

        ShouldAgree(database);
    }

    private static void ShouldAgree(TestDatabase database)
    {
        const string Tasks = "SELECT {0}, SUM(CASE money WHEN 'reserved' THEN price_micros ELSE 0 END), SUM(CASE money WHEN 'charged' THEN price_micros ELSE 0 END) FROM tasks GROUP BY 1 ORDER BY 1";
        const string Ledger = "SELECT {0}, SUM(reserved), SUM(charged) FROM ledger GROUP BY 1 ORDER BY 1";
        foreach (var account in (string[])["key_id", "team"])
        {
            Sums(database, Ledger, account).ShouldBe(Sums(database, Tasks, account));
        }

        Sums(database, "SELECT {0}, SUM(reserved), SUM(charged) FROM spending WHERE account = 'key' GROUP BY 1 ORDER BY 1", "id")
            .ShouldBe(Sums(database, Ledger, "key_id"));
        Sums(database, "SELECT {0}, SUM(reserved), SUM(charged) FROM spending WHERE account = 'team' GROUP BY 1 ORDER BY 1", "id")
            .ShouldBe(Sums(database, Ledger, "team"));
        NeverAbove(database, "key_id", KeyBudget);
        NeverAbove(database, "team", TeamBudget);

        var held = database.Rows("SELECT upstream || '/' || pool_key, COUNT(*) FROM tasks WHERE state IN ('submitting', 'polling', 'unknown') GROUP BY 1 ORDER BY 1");
        database.Rows("SELECT upstream || '/' || pool_key, in_flight FROM pool_keys WHERE in_flight > 0 ORDER BY 1").Select(Text).ShouldBe(held.Select(Text));
    }

    /// <summary>The ledger is in the order of what happened: no prefix of it may exceed a budget, but for jobs that ended well after they were given up.</summary>
    private static void NeverAbove(TestDatabase database, string account, long budget)
    {
        var spent = new Dictionary<string, long>();
        foreach (var (id, change) in database.Rows($"SELECT {account}, reserved + charged FROM ledger WHERE kind <> 'correct' ORDER BY id")
            .Select(row => (row[0], Number(row[1]))))
        {
            spent[id] = spent.GetValueOrDefault(id) + change;
            spent[id].ShouldBeInRange(0, budget);
        }
    }

    private static List<(string Id, long Reserved, long Charged)> Sums(TestDatabase database, string sql, string column) =>
        [.. database.Rows(string.Format(CultureInfo.InvariantCulture, sql, column)).Select(row => (row[0], Number(row[1]), Number(row[2])))];

    private static string Text(IReadOnlyList<string> row) => string.Join(' ', row);

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private sealed record Life(int Key, int Price, IReadOnlyList<Step> Steps);

    private sealed class World(IReadOnlyList<ITaskStore> stores, TestDatabase database, TaskLife life, ManualTime time)
    {
        private static readonly Limits KeyLimits = new(null, KeyTasks, new Budget(Credits.OfMicros(KeyBudget), BudgetPeriod.Total));
        private static readonly Limits TeamLimits = new(null, null, new Budget(Credits.OfMicros(TeamBudget), BudgetPeriod.Month));

        private readonly Pool pool = new(time, NullLogger<Pool>.Instance);
        private readonly IReadOnlyList<Candidate> candidates = Candidates();
        private int asked;

        private ITaskStore Store => stores[Interlocked.Increment(ref asked) % stores.Count];

        public async Task Live(Life wish, int number)
        {
            var task = life.Queued(Some.Task(time, TaskState.Queued, $"video_{number:000}") with
            {
                KeyId = $"key_{wish.Key}",
                Team = $"team_{wish.Key / 2}",
                Price = Credits.OfMicros(wish.Price),
            });
            var opened = await Store.Decide(new OpenWish(task, "{}", null, KeyLimits, TeamLimits, new QueueLimits(5, 5), Offers, $"att_{number}_1"));
            if (opened is OpenResult.Opened or OpenResult.Queued)
            {
                for (var i = 0; i < wish.Steps.Count; i++)
                {
                    await Take(wish.Steps[i], (await Store.Find(task.Id))!, number, i + 2);
                    (await Store.KeysInUse()).ShouldAllBe(key => key.Tasks <= Places[key.PoolKey == "one" ? 0 : 1]);
                    LiveTasksOfKeys().ShouldAllBe(tasks => tasks <= KeyTasks);
                }
            }
        }

        /// <summary>Counted anew: the gateway's own count ends at the limit.</summary>
        private IEnumerable<long> LiveTasksOfKeys() => database.Rows("SELECT COUNT(*) FROM tasks WHERE completed_at IS NULL GROUP BY key_id").Select(row => Number(row[0]));

        /// <summary>A step that the task's state does not have is not taken.</summary>
        private async Task Take(Step step, TaskRecord task, int number, int attempt)
        {
            var after = (step, task.State) switch
            {
                (Step.Accepted, TaskState.Submitting) => life.Accepted(task, new SubmitOutcome.Accepted("up")),
                (Step.Rejected, TaskState.Submitting) => life.Rejected(task, false, null),
                (Step.Ambiguous, TaskState.Submitting) => life.Ambiguous(task),
                (Step.NeverSettled, TaskState.Unknown) => life.NeverSettled(task),
                (Step.ResolvedNotCreated, TaskState.Unknown) => life.ResolvedNotCreated(task),
                (Step.Completed, TaskState.Polling) => life.Polled(task, new PollOutcome.Completed("https://a.example/v.mp4"), text => text),
                (Step.Completed, TaskState.Failed) when task.ErrorCode == TaskErrors.Timeout => life.PolledLate(task, new PollOutcome.Completed("https://a.example/v.mp4")),
                (Step.Failed, TaskState.Polling) => life.Polled(task, new PollOutcome.Failed("generation_failed", null), text => text),
                (Step.TooOld, TaskState.Queued) => life.TimedOutInQueue(task),
                _ => null,
            };
            if (after is not null)
            {
                await Store.Decide(new UpdateWish(task, after));
            }
            else if (step == Step.Unavailable && task.State == TaskState.Submitting)
            {
                var closing = new AttemptClosing((await Store.LastAttempt(task.Id))!.Number, "unavailable", null, time.Now());
                await Store.Decide(new RetryWish(task, closing, Offers, $"att_{number}_{attempt}", life.Queued(task), life.Unavailable(task)));
            }
            else if (step == Step.Dispatch && task.State == TaskState.Queued)
            {
                await Store.Decide(new DispatchWish(task, Offers, $"att_{number}_{attempt}"));
            }
        }

        private IReadOnlyList<Offer> Offers => pool.Offers(candidates, "viduq3-pro");

        private static Candidate[] Candidates()
        {
            PoolKeyOptions[] keys = [new("one", "secret", 1, Places[0], 0, true), new("two", "secret", 2, Places[1], 0, true)];
            var options = Some.Target().Upstream.Options with { Keys = keys };
            var upstream = new Upstream(options, Some.Target().Upstream.Dialect, new Breaker(TimeProvider.System));
            return [new Candidate(new ModelRoute { Upstream = "toapis", UpstreamModel = "viduq3-pro" }, upstream)];
        }
    }
}

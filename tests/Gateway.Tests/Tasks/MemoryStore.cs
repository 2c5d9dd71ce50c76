using Gateway.Canonical;
using Gateway.Quotas;
using Gateway.Routing;
using Gateway.Tasks;
using Gateway.Tests.Support;

namespace Gateway.Tests.Tasks;

/// <summary>
/// A store of lists, for the decisions' own tests. It loads by counting what it holds, never from a counter, and it compares
/// every counter that a group would save with what it counts: so a decision, or the facts, can't be wrong about a sum unseen.
/// </summary>
internal sealed class MemoryStore
{
    private readonly Dictionary<AccountId, (BucketTime? RateFullAt, int Live)> accounts = [];
    private readonly Dictionary<PoolKeyId, PoolUse> poolKeys = [];
    private readonly Dictionary<(AccountId Account, long Day), (Credits Reserved, Credits Charged)> spending = [];
    private readonly Dictionary<string, long> served = [];

    public Dictionary<string, TaskRecord> Tasks { get; } = [];

    public List<AttemptRecord> Attempts { get; } = [];

    public Dictionary<(string TaskId, int Number), AttemptClosing> Closings { get; } = [];

    public List<(TaskRecord Task, LedgerEntry Entry)> Ledger { get; } = [];

    public Dictionary<(string KeyId, string Key), EarlierClaim> Claims { get; } = [];

    public List<(string TaskId, string Kind)> Events { get; } = [];

    /// <summary>Every version that any task ever had.</summary>
    public List<(TaskRecord? Before, TaskRecord After)> History { get; } = [];

    public Instant Now { get; set; } = Instant.OfSeconds(1_768_377_600);

    /// <summary>Decides about the wishes as one group.</summary>
    public IReadOnlyList<object?> Decide(params IReadOnlyList<Func<Needs, Func<Facts, object?>>> wishes)
    {
        var needs = new Needs();
        var decisions = wishes.Select(wish => wish(needs)).ToList();
        var facts = new Facts { Now = Now };
        Load(needs, facts);
        var results = decisions.Select(decide => decide(facts)).ToList();
        Save(facts);
        ShouldCountRight();
        return results;
    }

    public T Decide<T>(Wish<T> wish) => (T)Decide([Part(wish)])[0]!;

    /// <summary>A wish as one of a group.</summary>
    public static Func<Needs, Func<Facts, object?>> Part<T>(Wish<T> wish) => needs =>
    {
        wish.Name(needs);
        return facts =>
        {
            var decision = wish.Decide(facts);
            if (decision.Changes is { } changes)
            {
                facts.Apply(changes);
            }

            return decision.Result;
        };
    };

    private void Load(Needs needs, Facts facts)
    {
        foreach (var id in needs.Tasks)
        {
            facts.Learn(id, Tasks.GetValueOrDefault(id));
        }

        foreach (var id in needs.Attempts)
        {
            var newest = Attempts.Where(attempt => attempt.TaskId == id).MaxBy(attempt => attempt.Number);
            facts.Learn(id, newest, newest is not null && !Closings.ContainsKey((id, newest.Number)));
        }

        foreach (var (keyId, key) in needs.Claims)
        {
            facts.Learn(keyId, key, Claims.GetValueOrDefault((keyId, key)));
        }

        foreach (var job in needs.Jobs.Keys)
        {
            facts.Learn(job, Tasks.Values.Where(task => task.Upstream == job.Upstream && task.UpstreamTaskId == job.UpstreamTaskId).Select(task => task.Id));
        }

        foreach (var account in needs.Accounts)
        {
            facts.Accounts.Learn(account, accounts.GetValueOrDefault(account).RateFullAt, Live(account));
        }

        foreach (var (account, firstDay) in needs.Budgets)
        {
            var lines = Ledger.Where(line => IsOf(account, line.Task) && BudgetPeriods.Day(line.Task.CreatedAt) >= firstDay).ToList();
            var (reserved, charged) = Sum(lines);
            facts.Accounts.Learn(account, firstDay, reserved, charged);
        }

        foreach (var key in needs.PoolKeys)
        {
            facts.Pool.Learn(key, new PoolUse(Held(key), poolKeys.GetValueOrDefault(key).RateFullAt));
        }

        foreach (var place in needs.Queues)
        {
            facts.Queues.Learn(place, Queue(place));
        }
    }

    private QueueState Queue(QueuePlace place)
    {
        var waiting = Tasks.Values.Where(task => task.State == TaskState.Queued).ToList();
        var ofTeam = waiting.Where(task => task.Team == place.Team).ToList();
        return new QueueState(
            waiting.Count,
            ofTeam.Count,
            waiting.Count(task => task.Routes == place.Routes && task.Model == place.Model),
            ofTeam.Where(task => task.Routes == place.Routes).Max(task => task.Turn) ?? 0,
            served.GetValueOrDefault(place.Routes));
    }

    private void Save(Facts facts)
    {
        foreach (var changes in facts.Made)
        {
            (Tasks.GetValueOrDefault(changes.After.Id)?.Version).ShouldBe(changes.Before?.Version);
            Tasks[changes.After.Id] = changes.After;
            History.Add((changes.Before, changes.After));
            if (changes.Closed is { } closed)
            {
                Closings.TryAdd((changes.After.Id, closed.Number), closed).ShouldBeTrue();
            }

            if (changes.Opened is { } opened)
            {
                Attempts.Add(opened);
            }

            if (changes.Entry is { } entry)
            {
                Ledger.Add((changes.After, entry));
            }

            if (changes.Claimed is { } claim)
            {
                Claims[(changes.After.KeyId, claim.Key)] = new EarlierClaim(changes.After.Id, claim.Fingerprint, claim.ExpiresAt);
            }

            if (changes.ReleasesClaim)
            {
                Claims.Where(entry => entry.Value.TaskId == changes.After.Id).Select(entry => entry.Key).ToList().ForEach(key => Claims.Remove(key));
            }

            if (changes.EventKind is { } kind)
            {
                Events.Add((changes.After.Id, kind));
            }
        }

        SaveSums(facts);
    }

    private void SaveSums(Facts facts)
    {
        foreach (var (account, change) in facts.Accounts.Changed)
        {
            var (rate, live) = accounts.GetValueOrDefault(account);
            accounts[account] = (change.RateFullAt ?? rate, live + change.Live);
        }

        foreach (var (day, booked) in facts.Accounts.Booked)
        {
            var sum = spending.GetValueOrDefault(day);
            spending[day] = (sum.Reserved + booked.Reserved, sum.Charged + booked.Charged);
        }

        foreach (var (key, change) in facts.Pool.Changed)
        {
            var use = poolKeys.GetValueOrDefault(key);
            poolKeys[key] = new PoolUse(use.InFlight + change.InFlight, change.RateFullAt ?? use.RateFullAt);
        }

        foreach (var (routes, turn) in facts.Queues.Moved)
        {
            served[routes] = turn;
        }
    }

    private void ShouldCountRight()
    {
        accounts.ShouldAllBe(account => account.Value.Live == Live(account.Key));
        poolKeys.ShouldAllBe(key => key.Value.InFlight == Held(key.Key));
        foreach (var ((account, day), sum) in spending)
        {
            var lines = Ledger.Where(line => IsOf(account, line.Task) && BudgetPeriods.Day(line.Task.CreatedAt) == day).ToList();
            sum.ShouldBe(Sum(lines));
        }
    }

    private static (Credits Reserved, Credits Charged) Sum(List<(TaskRecord Task, LedgerEntry Entry)> lines) =>
        (lines.Select(line => line.Entry.Reserved).Sum(), lines.Select(line => line.Entry.Charged).Sum());

    private int Live(AccountId account) => Tasks.Values.Count(task => !task.IsTerminal && IsOf(account, task));

    private int Held(PoolKeyId key) => Tasks.Values.Count(task => task.HoldsSlot && key == new PoolKeyId(task.Upstream!, task.PoolKey!));

    private static bool IsOf(AccountId account, TaskRecord task) => account.Id == (account.Kind == Account.Key ? task.KeyId : task.Team);
}

using Gateway.Canonical;
using Gateway.Quotas;

namespace Gateway.Tasks;

/// <summary>What keys and teams have used, and how the decisions of a group have changed it.</summary>
internal sealed class AccountFacts
{
    /// <summary>A day, a month and all time, today's and yesterday's; older ones are not asked for again.</summary>
    private const int MostPeriods = 8;

    private readonly Dictionary<AccountId, (BucketTime? RateFullAt, int Live)> known = [];
    private readonly Dictionary<AccountId, Dictionary<long, (Credits Reserved, Credits Charged)>> spentSince = [];
    private readonly Dictionary<AccountId, AccountChange> changed = [];
    private readonly Dictionary<(AccountId Account, long Day), (Credits Reserved, Credits Charged)> booked = [];

    /// <summary>What a commit has to write: each account once.</summary>
    public IReadOnlyDictionary<AccountId, AccountChange> Changed => changed;

    /// <summary>The same for the sums of each account and day (since 1970).</summary>
    public IReadOnlyDictionary<(AccountId Account, long Day), (Credits Reserved, Credits Charged)> Booked => booked;

    public bool Knows(AccountId account) => known.ContainsKey(account);

    public bool Knows(AccountId account, long firstDay) => spentSince.GetValueOrDefault(account)?.ContainsKey(firstDay) == true;

    public void Learn(AccountId account, BucketTime? rateFullAt, int live) => known[account] = (rateFullAt, live);

    public void Learn(AccountId account, long firstDay, Credits reserved, Credits charged)
    {
        if (!spentSince.TryGetValue(account, out var periods) || periods.Count > MostPeriods)
        {
            spentSince[account] = periods = [];
        }

        periods[firstDay] = (reserved, charged);
    }

    /// <summary>What is used of the limits there are.</summary>
    /// <param name="at">The budget's period is the one that this lies in.</param>
    public AccountUse Use(AccountId account, Limits limits, Instant at)
    {
        var (rateFullAt, live) = limits is { RequestsPerMinute: null, MaxConcurrentTasks: null } ? (null, 0) : known[account];
        var (reserved, charged) = limits.Budget is { } budget ? spentSince[account][budget.Period.FirstDay(at)] : (Credits.Zero, Credits.Zero);
        return new AccountUse(rateFullAt, live, reserved, charged);
    }

    public void Apply(Changes changes)
    {
        var (key, team) = (AccountId.Key(changes.After.KeyId), AccountId.Team(changes.After.Team));
        var live = Live(changes.After) - Live(changes.Before);
        if (live != 0)
        {
            AddLive(key, live);
            AddLive(team, live);
        }

        if (changes.Entry is { } entry)
        {
            var day = BudgetPeriods.Day(changes.After.CreatedAt);
            Book(key, day, entry);
            Book(team, day, entry);
        }

        Apply(changes.Rates);
    }

    /// <param name="rates">The new state of each bucket.</param>
    public void Apply(IReadOnlyList<(AccountId Account, BucketTime FullAt)> rates)
    {
        foreach (var (account, fullAt) in rates)
        {
            changed[account] = changed.GetValueOrDefault(account) with { RateFullAt = fullAt };
            if (known.TryGetValue(account, out var now))
            {
                known[account] = (fullAt, now.Live);
            }
        }
    }

    public void Saved()
    {
        changed.Clear();
        booked.Clear();
    }

    private static int Live(TaskRecord? task) => task is { IsTerminal: false } ? 1 : 0;

    private void AddLive(AccountId account, int change)
    {
        var before = changed.GetValueOrDefault(account);
        changed[account] = before with { Live = before.Live + change };
        if (known.TryGetValue(account, out var now))
        {
            known[account] = (now.RateFullAt, now.Live + change);
        }
    }

    private void Book(AccountId account, long day, LedgerEntry entry)
    {
        var before = booked.GetValueOrDefault((account, day));
        booked[(account, day)] = (before.Reserved + entry.Reserved, before.Charged + entry.Charged);
        if (!spentSince.TryGetValue(account, out var periods))
        {
            return;
        }

        foreach (var (firstDay, sum) in periods)
        {
            if (firstDay <= day)
            {
                // A value may be replaced while a dictionary is gone through; a key may not.
                periods[firstDay] = (sum.Reserved + entry.Reserved, sum.Charged + entry.Charged);
            }
        }
    }
}

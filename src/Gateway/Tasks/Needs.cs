using Gateway.Canonical;
using Gateway.Quotas;
using Gateway.Routing;

namespace Gateway.Tasks;

/// <summary>What a group of wishes has to know. An engine loads all of it in one go.</summary>
internal sealed class Needs
{
    public HashSet<string> Tasks { get; } = [];

    /// <summary>
    /// Tasks as whoever wishes has seen them last. An engine may take the newest of these for the task as it is, if it
    /// finds out before the commit when it is not: that spares a round trip.
    /// </summary>
    public Dictionary<string, TaskRecord> Seen { get; } = [];

    /// <summary>Tasks whose newest attempt is asked for.</summary>
    public HashSet<string> Attempts { get; } = [];

    /// <summary>Idempotency keys, each beside the client key that it counts for.</summary>
    public HashSet<(string KeyId, string Key)> Claims { get; } = [];

    /// <summary>Accounts whose requests a minute or live tasks are limited.</summary>
    public HashSet<AccountId> Accounts { get; } = [];

    /// <summary>Accounts, and the first day of their budget's period.</summary>
    public HashSet<(AccountId Account, long FirstDay)> Budgets { get; } = [];

    public HashSet<PoolKeyId> PoolKeys { get; } = [];

    public HashSet<QueuePlace> Queues { get; } = [];

    /// <summary>Jobs of upstreams, to see which tasks made since that time have them.</summary>
    public Dictionary<JobId, Instant> Jobs { get; } = [];

    public void Task(TaskRecord seen)
    {
        Tasks.Add(seen.Id);
        if (!Seen.TryGetValue(seen.Id, out var other) || other.Version < seen.Version)
        {
            Seen[seen.Id] = seen;
        }
    }

    public void Account(AccountId account, Limits limits, Instant at)
    {
        if (limits is not { RequestsPerMinute: null, MaxConcurrentTasks: null })
        {
            Accounts.Add(account);
        }

        if (limits.Budget is { } budget)
        {
            Budgets.Add((account, budget.Period.FirstDay(at)));
        }
    }

    public void Job(JobId job, Instant since) => Jobs[job] = Instant.Earlier(since, Jobs.GetValueOrDefault(job, since));

    public void Offers(IReadOnlyList<Offer> offers)
    {
        foreach (var offer in offers)
        {
            PoolKeys.Add(offer.Key);
        }
    }
}

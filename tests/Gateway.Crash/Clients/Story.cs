using System.Collections.Concurrent;

namespace Gateway.Crash.Clients;

/// <summary>What all clients together remember. Safe to use from many threads.</summary>
internal sealed class Story(Findings findings)
{
    private readonly ConcurrentDictionary<string, Told> tasks = new();
    private readonly ConcurrentDictionary<string, Wish> wishes = new();
    private readonly ConcurrentDictionary<string, string> idOfKey = new();
    private readonly ConcurrentDictionary<string, decimal> overdrawn = new();
    private readonly ConcurrentDictionary<string, int> counts = new();
    private int pending;

    /// <summary>The last word on every task that a client was told of.</summary>
    public IReadOnlyCollection<Told> Tasks => [.. tasks.Values];

    public IReadOnlyDictionary<string, Wish> Wishes => wishes;

    /// <summary>The most by which a budget was seen exceeded, by its account; only corrections may do that.</summary>
    public IReadOnlyDictionary<string, decimal> Overdrawn => overdrawn;

    /// <returns>Null when no client was told of that task.</returns>
    public string? MarkerOf(string taskId) => tasks.GetValueOrDefault(taskId)?.Marker;

    /// <summary>Whether a create is still on its way, or about to be sent again.</summary>
    public bool IsPending => Volatile.Read(ref pending) > 0;

    /// <summary>Counts a create until it is disposed of.</summary>
    public IDisposable Pending()
    {
        Interlocked.Increment(ref pending);
        return new PendingCreate(this);
    }

    public void Wished(Wish wish) => wishes[wish.Marker] = wish;

    /// <summary>A client's own answers come one after the other, so each has to be able to follow the last.</summary>
    public void Heard(Told told)
    {
        if (tasks.TryGetValue(told.Id, out var earlier) && !told.MayFollow(earlier))
        {
            findings.Add(ViolationKinds.Contradiction, $"{told} after {earlier}");
        }

        tasks[told.Id] = told;
    }

    /// <summary>One Idempotency-Key is one task, however often it was sent.</summary>
    public void Answered(Wish wish, string id)
    {
        if (wish.IdempotencyKey is { } key && idOfKey.GetOrAdd(key, id) != id)
        {
            findings.Add(ViolationKinds.TwoTasks, $"{key} was answered with {idOfKey[key]} and with {id}");
        }
    }

    public void Overdrew(string account, decimal credits) => overdrawn.AddOrUpdate(account, credits, (_, most) => Math.Max(most, credits));

    public void Count(string what) => counts.AddOrUpdate(what, 1, (_, count) => count + 1);

    public int Counted(string what) => counts.GetValueOrDefault(what);

    private sealed class PendingCreate(Story story) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref story.pending);
    }
}

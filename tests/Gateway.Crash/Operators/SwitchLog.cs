using System.Collections.Concurrent;
using Gateway.Crash.World;

namespace Gateway.Crash.Operators;

/// <summary>When which pool key was surely switched off. Safe to use from many threads.</summary>
internal sealed class SwitchLog
{
    private readonly ConcurrentDictionary<PoolKey, long> open = new();
    private readonly ConcurrentQueue<SwitchedOff> ended = new();

    public IEnumerable<SwitchedOff> All => [.. ended, .. open.Select(entry => new SwitchedOff(entry.Key, entry.Value, long.MaxValue))];

    public bool IsOff(PoolKey key) => open.ContainsKey(key);

    /// <summary>Whether it has been off for so long that every gateway says so.</summary>
    public bool IsKnownToBeOff(PoolKey key, Spread spread, long now) => open.TryGetValue(key, out var from) && spread.After(from) <= now;

    public void Off(PoolKey key, long answeredAt) => open.TryAdd(key, answeredAt);

    /// <summary>Somebody is about to switch it on; from now on it may work.</summary>
    public void SwitchingOn(PoolKey key, long sentAt)
    {
        if (open.TryRemove(key, out var from))
        {
            ended.Enqueue(new SwitchedOff(key, from, sentAt));
        }
    }
}

using Gateway.Routing;

namespace Gateway.Tasks;

/// <summary>The places that tasks hold with pool keys, and how the decisions of a group have moved them.</summary>
internal sealed class PoolFacts
{
    private readonly Dictionary<PoolKeyId, PoolUse> known = [];
    private readonly Dictionary<PoolKeyId, PoolChange> changed = [];

    /// <summary>What a commit has to write: each pool key once.</summary>
    public IReadOnlyDictionary<PoolKeyId, PoolChange> Changed => changed;

    public bool Knows(PoolKeyId key) => known.ContainsKey(key);

    public void Learn(PoolKeyId key, PoolUse use) => known[key] = use;

    /// <summary>An operator has turned the key's switch, in the same transaction.</summary>
    public void Switch(PoolKeyId key, bool isDisabled)
    {
        if (known.TryGetValue(key, out var now))
        {
            known[key] = now with { IsDisabled = isDisabled };
        }
    }

    public PoolUse Use(PoolKeyId key) => known[key];

    /// <summary>A place is held by the task's state and nothing else, so it can't be forgotten.</summary>
    public void Apply(Changes changes)
    {
        var (from, to) = (Held(changes.Before), Held(changes.After));
        if (from != to)
        {
            Add(from, -1);
            Add(to, 1);
        }

        if (changes.PoolRate is { } rate)
        {
            changed[rate.Key] = changed.GetValueOrDefault(rate.Key) with { RateFullAt = rate.FullAt };
            if (known.TryGetValue(rate.Key, out var now))
            {
                known[rate.Key] = now with { RateFullAt = rate.FullAt };
            }
        }
    }

    public void Saved() => changed.Clear();

    private static PoolKeyId? Held(TaskRecord? task) => task is { HoldsSlot: true } ? new PoolKeyId(task.Upstream!, task.PoolKey!) : null;

    private void Add(PoolKeyId? key, int change)
    {
        if (key is not { } held)
        {
            return;
        }

        var before = changed.GetValueOrDefault(held);
        changed[held] = before with { InFlight = before.InFlight + change };
        if (known.TryGetValue(held, out var now))
        {
            known[held] = now with { InFlight = now.InFlight + change };
        }
    }
}

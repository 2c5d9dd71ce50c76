using Gateway.Upstreams;

namespace Gateway.Routing;

/// <summary>
/// Tells the other replicas what upstreams made of pool keys here, and takes over what they were told there and what
/// operators have switched. No send waits for it, and what can't be told now is told later.
/// </summary>
internal sealed class PoolSharing
{
    private readonly IPoolKeyStore store;
    private readonly Pool pool;
    private readonly UpstreamRegistry upstreams;
    private readonly Lock access = new();
    private readonly Dictionary<PoolMarkId, PoolMark> untold = [];

    public PoolSharing(IPoolKeyStore store, Pool pool, UpstreamRegistry upstreams)
    {
        (this.store, this.pool, this.upstreams) = (store, pool, upstreams);
        if (store.HasOtherWriters)
        {
            pool.Learned += Keep;
        }
    }

    /// <summary>Brings what is in the store into memory; called before the first request, too.</summary>
    public async Task Load()
    {
        foreach (var newest in await store.Switches())
        {
            if (Find(newest.Key) is var (upstream, key))
            {
                pool.State(upstream, key).TakeOver(newest);
            }
        }

        foreach (var mark in await store.Marks())
        {
            if (Find(mark.Id.Key) is var (upstream, key) && PoolMark.Fingerprint(upstream, key) == mark.Id.Fingerprint)
            {
                pool.TakeOver(upstream, key, mark);
            }
        }
    }

    public async Task Tell()
    {
        var marks = Untold();
        if (marks.Count > 0)
        {
            await store.Save(marks);
            Told(marks);
        }
    }

    private void Keep(PoolMark mark)
    {
        lock (access)
        {
            if (!untold.TryGetValue(mark.Id, out var earlier) || (mark.Switch, mark.Until).CompareTo((earlier.Switch, earlier.Until)) > 0)
            {
                untold[mark.Id] = mark;
            }
        }
    }

    private List<PoolMark> Untold()
    {
        lock (access)
        {
            return [.. untold.Values];
        }
    }

    private void Told(List<PoolMark> marks)
    {
        lock (access)
        {
            // One that was made anew meanwhile stays.
            marks.ForEach(mark => _ = ((ICollection<KeyValuePair<PoolMarkId, PoolMark>>)untold).Remove(KeyValuePair.Create(mark.Id, mark)));
        }
    }

    private (Upstream, PoolKeyOptions)? Find(PoolKeyId id) =>
        upstreams.Find(id.Upstream) is { } upstream && upstream.Key(id.PoolKey) is { } key ? (upstream, key) : null;
}

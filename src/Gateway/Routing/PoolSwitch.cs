using Gateway.Upstreams;

namespace Gateway.Routing;

/// <summary>The operators' switch at each pool key: on disk first, then where work is given out.</summary>
internal sealed class PoolSwitch(IPoolKeyStore store, Pool pool, UpstreamRegistry upstreams) : IDisposable
{
    private const string Reason = "disabled by an operator";

    private readonly SemaphoreSlim oneByOne = new(1);

    public void Dispose() => oneByOne.Dispose();

    /// <summary>Brings what is on disk into memory; called before the first request.</summary>
    public async Task Load()
    {
        foreach (var (id, reason) in await store.Disabled())
        {
            if (upstreams.Find(id.Upstream) is { } upstream && upstream.Key(id.PoolKey) is { } key)
            {
                pool.State(upstream, key).Disable(reason);
            }
        }
    }

    public async Task Set(Upstream upstream, PoolKeyOptions key, bool enabled)
    {
        await oneByOne.WaitAsync();
        try
        {
            await store.SetDisabled(new PoolKeyId(upstream.Name, key.Id), enabled ? null : Reason);
            var state = pool.State(upstream, key);
            // What the upstream made of the key before is no longer the reason.
            state.Enable();
            if (!enabled)
            {
                state.Disable(Reason);
            }
        }
        finally
        {
            oneByOne.Release();
        }
    }
}

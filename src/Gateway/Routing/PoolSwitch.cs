using Gateway.Audit;
using Gateway.Upstreams;

namespace Gateway.Routing;

/// <summary>The operators' switch at each pool key: in the store first, then where work is given out.</summary>
internal sealed class PoolSwitch(IPoolKeyStore store, Pool pool)
{
    private const string Reason = "disabled by an operator";

    /// <param name="entry">What the audit log says of it, given whether the key was disabled before; null when it is no change.</param>
    public async Task Set(Upstream upstream, PoolKeyOptions key, bool enabled, Func<bool, AuditEntry?> entry) =>
        pool.State(upstream, key).TakeOver(await store.SetDisabled(new PoolKeyId(upstream.Name, key.Id), enabled ? null : Reason, entry));
}

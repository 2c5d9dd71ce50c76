using Gateway.Simulation;
using Gateway.Upstreams;

namespace Gateway;

/// <summary>Live tasks can only be polled with the upstream and key that have their jobs. Simulated ones may be left behind.</summary>
internal static class MissingKeys
{
    /// <returns>What the settings lack for them.</returns>
    public static IReadOnlyList<string> In(IReadOnlyList<UpstreamOptions> upstreams, IEnumerable<(string Upstream, string PoolKey, int Tasks)> inUse) =>
    [
        .. from use in inUse
           where use.PoolKey != SimulationOptions.PoolKeyId
               && !upstreams.Any(upstream => upstream.Name == use.Upstream && upstream.Keys.Any(key => key.Id == use.PoolKey))
           select $"Upstreams:{use.Upstream}:Keys lacks the Id '{use.PoolKey}', which {use.Tasks} running task(s) must be polled with; "
               + "put it back with Enabled=false until they have ended",
    ];
}

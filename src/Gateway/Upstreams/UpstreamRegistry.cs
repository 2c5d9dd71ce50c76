using System.Collections.Frozen;

namespace Gateway.Upstreams;

/// <summary>All upstreams of the settings by name.</summary>
internal sealed class UpstreamRegistry(IEnumerable<Upstream> upstreams)
{
    private readonly FrozenDictionary<string, Upstream> byName =
        upstreams.ToFrozenDictionary(upstream => upstream.Name, StringComparer.OrdinalIgnoreCase);

    public IReadOnlyCollection<Upstream> All => byName.Values;

    public Upstream? Find(string name) => byName.GetValueOrDefault(name);
}

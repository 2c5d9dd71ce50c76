using Gateway.Models;
using Gateway.Upstreams;

namespace Gateway.Routing;

/// <summary>Where one attempt goes.</summary>
internal sealed record Target(ModelRoute Route, Upstream Upstream, PoolKeyOptions Key)
{
    /// <param name="candidates">One of them is the upstream's, since the attempt was offered to it.</param>
    public static Target Of(IReadOnlyList<Candidate> candidates, string upstream, string poolKey)
    {
        var taken = candidates.First(candidate => candidate.Upstream.Name == upstream);
        return new Target(taken.Route, taken.Upstream, taken.Upstream.Key(poolKey)!);
    }
}

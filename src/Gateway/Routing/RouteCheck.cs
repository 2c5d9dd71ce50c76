using Gateway.Http;
using Gateway.Models;
using Gateway.Upstreams;

namespace Gateway.Routing;

/// <summary>Whether one route can carry a request.</summary>
/// <param name="Reasons">Why it can't; empty when it can.</param>
internal sealed record RouteCheck(ModelRoute Route, Upstream Upstream, bool Enabled, IReadOnlyList<ErrorDetail> Reasons)
{
    public bool Eligible => Enabled && Reasons.Count == 0;
}

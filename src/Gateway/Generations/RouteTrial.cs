using Gateway.Dialects;
using Gateway.Http;

namespace Gateway.Generations;

/// <summary>What one route would send.</summary>
/// <param name="Request">Null when it can't serve.</param>
/// <param name="Reasons">Why it can't.</param>
internal sealed record RouteTrial(string Upstream, UpstreamRequest? Request, IReadOnlyList<ErrorDetail> Reasons);

using Gateway.Canonical;
using Gateway.Models;
using Gateway.Routing;

namespace Gateway.Videos;

/// <summary>A request that at least one enabled route can carry.</summary>
/// <param name="Credits">What it will cost.</param>
internal sealed record CheckedRequest(ModelSpec Model, ResolvedRequest Request, decimal Credits, RoutePlan Plan);

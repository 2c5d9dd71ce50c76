using Gateway.Canonical;
using Gateway.Keys;
using Gateway.Models;
using Gateway.Routing;

namespace Gateway.Generations;

/// <summary>A request that at least one enabled route can carry.</summary>
/// <param name="Key">The caller's key as it was when the request had come in whole.</param>
/// <param name="Credits">What it will cost.</param>
internal sealed record CheckedRequest(ClientKey Key, ModelSpec Model, ResolvedRequest Request, decimal Credits, RoutePlan Plan);

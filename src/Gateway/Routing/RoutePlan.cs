using Gateway.Http;

namespace Gateway.Routing;

/// <summary>Which routes may serve a request, in order of preference; or why none can.</summary>
internal sealed record RoutePlan(IReadOnlyList<RouteCheck> Checks, IReadOnlyList<Candidate> Candidates, ApiError? Refusal)
{
    /// <summary>The candidates' names, as a task keeps them.</summary>
    public string Routes => string.Join(',', Candidates.Select(candidate => candidate.Route.Upstream));
}

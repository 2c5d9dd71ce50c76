using System.Text.Json;
using Gateway.Canonical;
using Gateway.Http;
using Gateway.Models;
using Gateway.Upstreams;

namespace Gateway.Routing;

/// <summary>Finds the routes that can carry all of a request.</summary>
internal sealed class Router(UpstreamRegistry upstreams, LiveCatalogue catalogue)
{
    private static readonly TimeSpan NoRouteRetry = TimeSpan.FromSeconds(30);

    /// <param name="pinned">The only upstream that may serve, or null for any.</param>
    public RoutePlan Plan(ModelSpec model, ResolvedRequest request, string? pinned)
    {
        var checks = model.Routes.Select(route => Check(route, request)).ToList();
        var allowed = pinned is null ? checks : checks.Where(check => Matches(check, pinned)).ToList();
        var candidates = allowed.Where(check => check.Eligible).Select(check => new Candidate(check.Route, check.Upstream)).ToList();
        return new RoutePlan(checks, candidates, candidates.Count > 0 ? null : Refusal(checks, allowed, pinned));
    }

    /// <summary>The enabled ones of a stored task's routes.</summary>
    /// <param name="routes">Names of upstreams, joined by commas.</param>
    public IReadOnlyList<Candidate> Candidates(string model, string routes) =>
    [
        .. from name in routes.Split(',')
           let route = catalogue.Route(model, name)
           let upstream = upstreams.Find(name)
           where route is { Enabled: true } && upstream is { Options.Enabled: true }
           select new Candidate(route, upstream),
    ];

    /// <summary>The route that a stored task's attempt took, even if it takes no new work by now.</summary>
    public Candidate? Taken(string model, string upstream) =>
        catalogue.Route(model, upstream) is { } route && upstreams.Find(upstream) is { } found
            ? new Candidate(route, found)
            : null;

    private RouteCheck Check(ModelRoute route, ResolvedRequest request)
    {
        // The catalogue refuses a route to an upstream that is not configured.
        var upstream = upstreams.Find(route.Upstream)!;
        return new RouteCheck(route, upstream, route.Enabled && upstream.Options.Enabled, route.Check(request));
    }

    private static ApiError Refusal(List<RouteCheck> checks, List<RouteCheck> allowed, string? pinned)
    {
        var enabled = allowed.Where(check => check.Enabled).ToList();
        if (enabled.Count > 0)
        {
            // The widest route is the one that lacks least; its limits are what the client has to meet.
            return ApiError.InvalidRequest(enabled.MinBy(check => check.Reasons.Count)!.Reasons);
        }

        return pinned is null
            ? ApiError.UpstreamUnavailable(NoRouteRetry)
            : ApiError.InvalidRequest([NoSuchUpstream(checks, pinned)]);
    }

    private static ErrorDetail NoSuchUpstream(List<RouteCheck> checks, string pinned)
    {
        var names = checks.Where(check => check.Enabled).Select(check => check.Upstream.Name);
        return new ErrorDetail(
            GatewayHeaders.Upstream,
            DetailCodes.NotAllowed,
            $"'{Shown.Text(pinned)}' is no enabled upstream of this model.",
            JsonSerializer.SerializeToElement([.. names], ErrorJson.Default.ListString));
    }

    private static bool Matches(RouteCheck check, string pinned) =>
        string.Equals(check.Upstream.Name, pinned, StringComparison.OrdinalIgnoreCase);
}

using Gateway.Canonical;
using Gateway.Dialects;
using Gateway.Http;
using Gateway.Routing;
using Gateway.Tasks;

namespace Gateway.Generations;

/// <summary>Says what a create would do, and does none of it.</summary>
internal sealed class DryRun(RequestCheck check, UsualDurations usual)
{
    /// <summary>Stands where a real submission has its own ids.</summary>
    private const string NoTask = "video_00000000000000000000000000";

    private const double Middle = 0.5;
    private const double Most = 0.9;

    /// <param name="authorization">The header that names the caller's key.</param>
    /// <param name="pinned">The only upstream that may serve; null or empty for any.</param>
    public (DryRunResult? Result, ApiError? Problem) Try(ReadOnlyMemory<byte> body, string? authorization, string? pinned)
    {
        var (received, problem) = check.Receive(body, authorization);
        using (received)
        {
            (var request, problem) = received is null ? (null, problem) : check.Check(received, pinned);
            return request is null
                ? (null, problem)
                : (new DryRunResult(request, [.. request.Plan.Checks.Select(route => Try(route, request.Request))], Expected(request.Request.Model)), null);
        }
    }

    private ExpectedTime? Expected(string model) =>
        usual.OfTask(model, Middle) is { } median && usual.OfTask(model, Most) is { } most ? new ExpectedTime(median, most) : null;

    private static RouteTrial Try(RouteCheck route, ResolvedRequest request) => new(
        route.Upstream.Name,
        route.Eligible
            ? route.Upstream.Dialect.Create(new Submission(request, route.Route.UpstreamModel, route.Route.Format, NoTask, NoTask))
            : null,
        route.Enabled ? route.Reasons : [new ErrorDetail(GatewayHeaders.Upstream, DetailCodes.NotAllowed, "This route is not enabled."), .. route.Reasons]);
}

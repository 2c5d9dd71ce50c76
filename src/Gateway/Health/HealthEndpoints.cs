namespace Gateway.Health;

/// <summary>Whether the process runs, and whether it can do its work.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/healthz").WithTags("Health");
        health.MapGet("/live", () => Answer(200, "ok")).WithName("getLiveness");
        health.MapGet("/ready", Ready).WithName("getReadiness");
    }

    /// <summary>A gateway that drains can work, and does; but nobody is to send it any more.</summary>
    private static async Task<IResult> Ready(Readiness readiness, IHostApplicationLifetime lifetime) =>
        lifetime.ApplicationStopping.IsCancellationRequested ? Answer(503, "draining")
        : await readiness.Check() ? Answer(200, "ok")
        : Answer(503, "unavailable");

    private static IResult Answer(int code, string status) => Results.Text($$"""{"status":"{{status}}"}""", "application/json", statusCode: code);
}

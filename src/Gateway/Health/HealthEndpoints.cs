namespace Gateway.Health;

/// <summary>Whether the process runs, and whether it can do its work.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/healthz").WithTags("Health");
        health.MapGet("/live", () => Answer(true)).WithName("getLiveness");
        health.MapGet("/ready", Ready).WithName("getReadiness");
    }

    private static async Task<IResult> Ready(Readiness readiness) => Answer(await readiness.Check());

    private static IResult Answer(bool healthy) => Results.Text(
        healthy ? """{"status":"ok"}""" : """{"status":"unavailable"}""", "application/json", statusCode: healthy ? 200 : 503);
}

using System.Data.Common;
using Gateway.Tasks;

namespace Gateway.Telemetry;

/// <summary>Whether the process runs, and whether it can do its work.</summary>
internal static partial class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/healthz").WithTags("Health");
        health.MapGet("/live", () => Answer(true)).WithName("getLiveness");
        health.MapGet("/ready", Ready).WithName("getReadiness");
    }

    private static async Task<IResult> Ready(ITaskStore store, ILogger<ITaskStore> logger)
    {
        try
        {
            return Answer(await store.IsReady());
        }
        catch (DbException problem)
        {
            NotReady(logger, problem);
            return Answer(false);
        }
    }

    private static IResult Answer(bool healthy) => Results.Text(
        healthy ? """{"status":"ok"}""" : """{"status":"unavailable"}""", "application/json", statusCode: healthy ? 200 : 503);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store can't be reached")]
    private static partial void NotReady(ILogger logger, Exception problem);
}

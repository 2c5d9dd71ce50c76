namespace Gateway.Telemetry;

/// <summary>
/// <c>/metrics</c>. On a port of its own that port answers nothing else, and no other port answers this: what counts is
/// the connection, because a client writes the Host header itself.
/// </summary>
internal static class MetricsPage
{
    private const string TextFormat = "text/plain; version=0.0.4; charset=utf-8";

    public static void UseMetricsPage(this IApplicationBuilder app, TelemetryOptions options)
    {
        var metering = app.ApplicationServices.GetRequiredService<Metering>();
        app.Use((http, next) =>
        {
            var isPage = http.Request.Path.Equals(TelemetryOptions.MetricsPath, StringComparison.Ordinal) && HttpMethods.IsGet(http.Request.Method);
            var isOwnPort = http.Connection.LocalPort == options.MetricsPort;
            return isPage && (options.MetricsPort is null || isOwnPort) ? Write(http, metering)
                : isOwnPort ? NotFound(http)
                : next(http);
        });
    }

    private static async Task Write(HttpContext http, Metering metering)
    {
        var page = await metering.Page();
        http.Response.ContentType = TextFormat;
        await http.Response.WriteAsync(page);
    }

    private static Task NotFound(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}

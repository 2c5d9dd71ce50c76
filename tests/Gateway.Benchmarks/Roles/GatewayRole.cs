namespace Gateway.Benchmarks.Roles;

/// <summary>The gateway as it ships, and one call more that tells of its memory.</summary>
internal static class GatewayRole
{
    /// <summary>An argument: nothing is counted or traced.</summary>
    public const string NoTelemetry = "--OTEL_SDK_DISABLED=true";

    public static async Task<int> Run(string[] args)
    {
        if (args.Contains(NoTelemetry))
        {
            // The SDK looks only there.
            Environment.SetEnvironmentVariable("OTEL_SDK_DISABLED", "true");
        }

        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        var settings = Settings.Read(builder.Configuration, isDevelopment: false);
        if (settings.Faults.Count > 0)
        {
            return Startup.Refuse(settings.Faults);
        }

        await using var app = GatewayApp.Build(builder, settings);
        if (await Startup.Prepare(app.Services) is { Count: > 0 } missing)
        {
            return Startup.Refuse(missing);
        }

        app.MapGet(ProcessFigures.Path, () => Results.Text(ProcessFigures.Now().Json(), "application/json"));
        return await RoleHost.Serve(app);
    }
}

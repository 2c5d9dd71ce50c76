namespace Gateway.Benchmarks.Roles;

/// <summary>The gateway as it ships, and one call more that tells of its memory.</summary>
internal static class GatewayRole
{
    public static async Task<int> Run(string[] args)
    {
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

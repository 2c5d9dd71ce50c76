using Gateway.Sandbox;

namespace Gateway.Benchmarks.Roles;

/// <summary>The simulated upstreams, with the faults that prompts ask for. A job takes half a minute.</summary>
internal static class SandboxRole
{
    public const string Upstream = "toapis";

    private static readonly SandboxOptions Options = new()
    {
        Keys = [Processes.Cast.PoolSecret],
        QueuedFor = TimeSpan.FromSeconds(5),
        RunsFor = TimeSpan.FromSeconds(25),
    };

    public static async Task<int> Run()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls(RoleHost.AnyPort);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSandbox(Options);
        await using var app = builder.Build();
        app.MapSandbox("");
        return await RoleHost.Serve(app);
    }
}

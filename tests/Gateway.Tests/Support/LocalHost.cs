using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Support;

/// <summary>What somebody else runs and a test plays: a quiet server on a port of its own.</summary>
internal static class LocalHost
{
    /// <param name="map">Says what it answers.</param>
    /// <param name="services">What it needs for that.</param>
    /// <param name="port">By default one that is free.</param>
    public static async Task<WebApplication> Start(Action<WebApplication> map, Action<IServiceCollection>? services = null, int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        services?.Invoke(builder.Services);
        var app = builder.Build();
        app.Urls.Add($"http://127.0.0.1:{port}");
        map(app);
        await app.StartAsync();
        return app;
    }
}

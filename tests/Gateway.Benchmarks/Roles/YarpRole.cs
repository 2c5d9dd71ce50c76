using Microsoft.AspNetCore.DataProtection;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Benchmarks.Roles;

/// <summary>The yardstick: YARP with nothing but one route that forwards everything.</summary>
internal static class YarpRole
{
    public static Task<int> Run(string upstream)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls(RoleHost.AnyPort);
        builder.Logging.ClearProviders();
        // YARP brings data protection along, which would leave a key in the user's home.
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddReverseProxy().LoadFromMemory(
            [new RouteConfig { RouteId = "all", ClusterId = "stub", Match = new RouteMatch { Path = "/{**path}" } }],
            [
                new ClusterConfig
                {
                    ClusterId = "stub",
                    Destinations = new Dictionary<string, DestinationConfig> { ["only"] = new() { Address = upstream } },
                },
            ]);
        var app = builder.Build();
        app.MapGet(ProcessFigures.Path, () => Results.Text(ProcessFigures.Now().Json(), "application/json"));
        app.MapReverseProxy();
        return RoleHost.Serve(app);
    }
}

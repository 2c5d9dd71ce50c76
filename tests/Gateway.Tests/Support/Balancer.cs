using Gateway.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Health;

namespace Gateway.Tests.Support;

/// <summary>A load balancer as stands before several gateways: it asks each whether it is ready, and never sends a call twice.</summary>
internal sealed class Balancer : IAsyncDisposable
{
    private readonly WebApplication app;

    private Balancer(WebApplication app) => this.app = app;

    public string Url => app.Urls.Single();

    /// <summary>How often each gateway is asked.</summary>
    public static TimeSpan Interval { get; } = TimeSpan.FromMilliseconds(200);

    public static async Task<Balancer> Start(IEnumerable<string> gateways)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0").UseKestrelHttpsConfiguration();
        builder.Logging.ClearProviders();
        builder.Services.AddRouting();
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.Configure<ConsecutiveFailuresHealthPolicyOptions>(options => options.DefaultThreshold = 1);
        builder.Services.AddReverseProxy().LoadFromMemory(
            [new RouteConfig { RouteId = "all", ClusterId = "gateways", Match = new RouteMatch { Path = "/{**path}" } }],
            [
                new ClusterConfig
                {
                    ClusterId = "gateways",
                    LoadBalancingPolicy = "RoundRobin",
                    HealthCheck = new HealthCheckConfig
                    {
                        Active = new ActiveHealthCheckConfig
                        {
                            Enabled = true, Interval = Interval, Timeout = TimeSpan.FromSeconds(5), Policy = HealthCheckConstants.ActivePolicy.ConsecutiveFailures, Path = "/healthz/ready",
                        },
                    },
                    Destinations = gateways.ToDictionary(url => url, url => new DestinationConfig { Address = url }),
                },
            ]);
        var app = builder.Build();
        app.MapReverseProxy();
        await app.StartAsync();
        return new Balancer(app);
    }

    /// <summary>A URL that nothing listens on yet.</summary>
    public static string FreeUrl() => $"http://127.0.0.1:{ServerScript.FreePort()}";

    public ValueTask DisposeAsync() => app.DisposeAsync();
}

using Gateway.Sandbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Support;

/// <summary>The simulated upstreams on a listener of their own, as real upstreams would be.</summary>
internal sealed class SandboxHost : IAsyncDisposable
{
    public static readonly string[] Keys = ["pool-secret-one", "pool-secret-two"];

    private readonly WebApplication app;

    private SandboxHost(WebApplication app) => this.app = app;

    public string Url => app.Urls.First();

    public SandboxState State => app.Services.GetRequiredService<SandboxState>();

    public static async Task<SandboxHost> Start(TimeSpan? queuedFor = null, TimeSpan? runsFor = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSandbox(new SandboxOptions
        {
            Keys = Keys,
            QueuedFor = queuedFor ?? TimeSpan.FromMilliseconds(50),
            RunsFor = runsFor ?? TimeSpan.FromMilliseconds(150),
        });
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapSandbox("");
        await app.StartAsync();
        return new SandboxHost(app);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}

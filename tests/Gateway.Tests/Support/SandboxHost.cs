using Gateway.Sandbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Support;

/// <summary>The simulated upstreams on a listener of their own, as real upstreams would be.</summary>
internal sealed class SandboxHost : IAsyncDisposable
{
    public static readonly string[] Keys = ["pool-secret-one", "pool-secret-two"];

    private readonly WebApplication app;

    private SandboxHost(WebApplication app) => this.app = app;

    public string Url => app.Urls.First();

    public SandboxState State => app.Services.GetRequiredService<SandboxState>();

    public static async Task<SandboxHost> Start(TimeSpan? queuedFor = null, TimeSpan? runsFor = null) => new(await LocalHost.Start(
        app => app.MapSandbox(""),
        services => services.AddSandbox(new SandboxOptions
        {
            Keys = Keys,
            QueuedFor = queuedFor ?? TimeSpan.FromMilliseconds(50),
            RunsFor = runsFor ?? TimeSpan.FromMilliseconds(150),
        })));

    public ValueTask DisposeAsync() => app.DisposeAsync();
}

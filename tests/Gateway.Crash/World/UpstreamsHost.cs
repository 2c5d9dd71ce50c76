using Gateway.Sandbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Crash.World;

/// <summary>The simulated upstreams in this process: they outlive the gateway, as real ones do.</summary>
internal sealed class UpstreamsHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private UpstreamsHost(WebApplication app)
    {
        this.app = app;
        Jobs = new JobIndex(State);
        Liar = new Liar(Jobs);
    }

    public string Url => app.Urls.First();

    /// <summary>A create has been decided about, and its answer is on the way.</summary>
    public Moment Decided { get; } = new();

    public JobIndex Jobs { get; }

    public Liar Liar { get; }

    public SandboxState State => app.Services.GetRequiredService<SandboxState>();

    public static async Task<UpstreamsHost> Start(Cast cast)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSandbox(new SandboxOptions
        {
            Keys = [.. cast.PoolKeys.Select(key => key.Secret)],
            QueuedFor = TimeSpan.FromMilliseconds(100),
            RunsFor = TimeSpan.FromMilliseconds(400),
        });
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var host = new UpstreamsHost(app);
        app.Use(async (context, next) =>
        {
            await next(context);
            if (HttpMethods.IsPost(context.Request.Method))
            {
                host.Decided.Now();
            }
        });
        app.Use((context, next) => host.Liar.Answer(context, next));
        // After the lies, or the routes would have been chosen before them.
        app.UseRouting();
        app.MapSandbox("");
        await app.StartAsync();
        return host;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}

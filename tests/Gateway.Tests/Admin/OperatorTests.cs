using Gateway.Tests.Support;

namespace Gateway.Tests.Admin;

/// <summary>A gateway with an operator, before simulated upstreams.</summary>
/// <param name="runsFor">How long the upstreams' jobs run.</param>
public abstract class OperatorTests(TimeSpan? runsFor = null) : IAsyncLifetime
{
    private protected SandboxHost Upstreams { get; private set; } = null!;

    private protected GatewayHost Gateway { get; private set; } = null!;

    private protected Operator Admin { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Upstreams = await SandboxHost.Start(runsFor: runsFor);
        await Start(Engines.Sqlite);
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        await Upstreams.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Goes on with a gateway on this engine.</summary>
    protected async Task On(string engine)
    {
        if (engine != Engines.Sqlite)
        {
            await Engines.Require(engine);
            await Stop();
            await Start(engine);
        }
    }

    private async Task Start(string engine)
    {
        Gateway = await GatewayHost.Start(Upstreams.Url, settings: [Operator.Setting], engine: engine);
        Admin = new Operator(Gateway);
    }

    private async Task Stop()
    {
        Admin.Dispose();
        await Gateway.DisposeAsync();
    }
}

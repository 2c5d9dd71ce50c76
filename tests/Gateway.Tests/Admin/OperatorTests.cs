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
        Gateway = await GatewayHost.Start(Upstreams.Url, settings: [Operator.Setting]);
        Admin = new Operator(Gateway);
    }

    public async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        await Gateway.DisposeAsync();
        await Upstreams.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

using Gateway.Canonical;
using Gateway.Dialects;
using Gateway.Models;
using Gateway.Tests.Support;
using Gateway.Upstreams;

namespace Gateway.Tests.House;

/// <summary>Sends what a route's dialect makes of a request to the sandbox, the way the gateway sends it.</summary>
internal sealed class StrictUpstreams : IAsyncDisposable
{
    private readonly SandboxHost sandbox;
    private readonly UpstreamSender sender = new(TimeProvider.System);
    private readonly IdSource ids = new(TimeProvider.System, Random.Shared.NextBytes);
    private readonly Dictionary<string, Upstream> upstreams;

    private StrictUpstreams(SandboxHost sandbox)
    {
        this.sandbox = sandbox;
        upstreams = Registrations.Dialects.ToDictionary(dialect => dialect.Name, dialect => new Upstream(
            new UpstreamOptions(
                dialect.Name,
                dialect.Name,
                Enabled: true,
                new Uri($"{sandbox.Url}/{dialect.Name}"),
                TimeSpan.FromSeconds(20),
                TimeSpan.FromSeconds(20),
                IdempotentResend: false,
                [new PoolKeyOptions("one", SandboxHost.Keys[0], Weight: 1, MaxInFlight: 0, RequestsPerMinute: 0, Enabled: true)]),
            dialect,
            new Breaker(TimeProvider.System)));
    }

    public static async Task<StrictUpstreams> Start() => new(await SandboxHost.Start());

    public async Task<SubmitOutcome> Submit(ModelRoute route, ResolvedRequest request)
    {
        var upstream = upstreams[route.Upstream];
        var submission = new Submission(request, route.UpstreamModel, route.Format, ids.NewTaskId(), ids.NewAttemptId());
        var result = await sender.Submit(upstream, upstream.Options.Keys[0], upstream.Dialect.Create(submission));
        return upstream.Dialect.ReadCreate(result.ShouldBeOfType<SendResult.Answered>().Answer, submission.TaskId);
    }

    public async ValueTask DisposeAsync()
    {
        sender.Dispose();
        await sandbox.DisposeAsync();
    }
}

using System.Net;
using Gateway.Callbacks;
using Gateway.Outbound;
using Gateway.Signing;
using Gateway.Tasks;
using Gateway.Telemetry;
using Gateway.Tests.Support;
using Gateway.Videos;
using Gateway.Workers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Tests.Callbacks;

/// <summary>What of a gateway tells receivers, on a clock that the test drives: its stores and the loop.</summary>
internal sealed class DrivenGateway : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly CallbackSender sender;
    private readonly CallbackLoop loop;
    private readonly Alive alive = new();

    private DrivenGateway(TestDatabase database, ManualTime time)
    {
        services = database.Open(time);
        Tasks = services.GetRequiredService<ITaskStore>();
        var options = new CallbackOptions(new OpenNetworks([IPNetwork.Parse("127.0.0.0/8")]), AllowHttp: true, 32);
        var secrets = new CallbackSecrets(
            new SigningKeys([new SigningKey("signing-key-of-at-least-32-characters")]), services.GetRequiredService<ISecretStore>(), bytes => bytes.Fill(3), time);
        sender = new CallbackSender(OutboundGuard.Of(options.Inside, httpOnlyInside: true), time);
        var log = new CallbackLog(NullLogger<CallbackLog>.Instance);
        var delivery = new CallbackDelivery(
            Callbacks, Tasks, secrets, new CallbackBody((writer, task) => TaskJson.Write(writer, task)), sender, log, services.GetRequiredService<Meters>(), new Random(1), time);
        loop = new CallbackLoop(Callbacks, secrets, delivery, options, log, time, alive);
    }

    public ITaskStore Tasks { get; }

    public ICallbackStore Callbacks => services.GetRequiredService<ICallbackStore>();

    public IServiceProvider Services => services;

    /// <param name="delivers">False only opens the stores.</param>
    public static async Task<DrivenGateway> Start(TestDatabase database, ManualTime time, bool delivers = true)
    {
        var gateway = new DrivenGateway(database, time);
        if (delivers)
        {
            await gateway.loop.StartAsync(CancellationToken.None);
        }

        return gateway;
    }

    /// <summary>The test's clock wakes nobody.</summary>
    public void Look() => loop.Wake();

    public async ValueTask DisposeAsync()
    {
        alive.StopApplication();
        await loop.StopAsync(CancellationToken.None);
        loop.Dispose();
        sender.Dispose();
        await services.DisposeAsync();
        alive.Dispose();
    }

    private sealed class Alive : IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource stopping = new();

        public CancellationToken ApplicationStarted { get; } = new(canceled: true);

        public CancellationToken ApplicationStopping => stopping.Token;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => stopping.Cancel();

        public void Dispose() => stopping.Dispose();
    }
}

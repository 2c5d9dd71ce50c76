using System.Net;
using Gateway.Callbacks;
using Gateway.Canonical;
using Gateway.Outbound;
using Gateway.Quotas;
using Gateway.Routing;
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
    private readonly ManualTime time;

    private DrivenGateway(TestDatabase database, ManualTime time)
    {
        this.time = time;
        services = database.Open(time);
        Tasks = services.GetRequiredService<ITaskStore>();
        var options = new CallbackOptions(new OpenNetworks([IPNetwork.Parse("127.0.0.0/8")]), AllowHttp: true, 32);
        var secrets = new CallbackSecrets(
            new SigningKeys([new SigningKey(Some.SigningKey)]), services.GetRequiredService<ISecretStore>(), bytes => bytes.Fill(3), time);
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

    /// <summary>A new task that was sent to an upstream.</summary>
    /// <param name="url">Where its end is told.</param>
    public async Task<TaskRecord> Opened(string? url)
    {
        time.Advance(TimeSpan.FromMilliseconds(1));
        var task = Some.Task(time, TaskState.Queued, IdSource.TaskIdAt(time.Now())) with { CallbackUrl = url, Upstream = null, PoolKey = null, UpstreamTaskId = null };
        var offer = new Offer(new PoolKeyId("toapis", "main"), 0, 1, 0, 0, TimeSpan.FromMinutes(1));
        var opened = await Tasks.Decide(
            new OpenWish(task, """{"duration":8}""", null, Limits.None, Limits.None, new QueueLimits(1000, 1000), [offer], $"att_{task.Id}"));
        return opened.ShouldBeOfType<OpenResult.Opened>().Started.Task;
    }

    public async Task<TaskRecord> Save(TaskRecord before, Func<TaskRecord, TaskRecord> change) => (await Tasks.Decide(new UpdateWish(
        before, change(before) with { CompletedAt = time.Now().WholeSecond }, before.IsTerminal ? null : new AttemptClosing(1, "accepted", null, time.Now())))).ShouldNotBeNull();

    public async Task<TaskRecord> Failed(string url) => await Save(await Opened(url), AsFailed);

    public static TaskRecord AsFailed(TaskRecord task) => task with
    {
        State = TaskState.Failed, Status = VideoStatus.Failed, Money = Money.Refunded, DueAt = null, ErrorCode = TaskErrors.Timeout, ErrorMessage = "too late",
    };

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

using System.Threading.Channels;
using Gateway.Canonical;
using Gateway.Keys;
using Gateway.Routing;

namespace Gateway.Storage.Postgres;

/// <summary>
/// Keeps what this process has in memory as the other replicas have left it: looks when one of them tells of something
/// new, and every few seconds anyway.
/// </summary>
internal sealed partial class PostgresFollower(
    KeyBook keys, Pool pool, PoolSharing sharing, ReplicaTerms terms, TimeProvider time, ILogger<PostgresFollower> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Channel<bool> keysChanged = Signal();
    private readonly Channel<bool> poolChanged = Signal();

    public void LookAtKeys() => keysChanged.Writer.TryWrite(true);

    public void LookAtPool() => poolChanged.Writer.TryWrite(true);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        pool.Learned += Tell;
        try
        {
            await Task.WhenAll(Follow(keysChanged, keys.Load, stoppingToken), Follow(poolChanged, Exchange, stoppingToken));
        }
        finally
        {
            pool.Learned -= Tell;
        }
    }

    private void Tell(PoolMark mark) => LookAtPool();

    private async Task Exchange()
    {
        await sharing.Tell();
        await sharing.Load();
    }

    private async Task Follow(Channel<bool> changed, Func<Task> look, CancellationToken stopping)
    {
        await using var sweep = time.CreateTimer(_ => changed.Writer.TryWrite(true), null, terms.LooksEvery, terms.LooksEvery);
        await foreach (var _ in changed.Reader.ReadAllAsync(stopping))
        {
            try
            {
                await look();
            }
            catch (StoreUnavailableException)
            {
                // The store says so itself, once.
            }
#pragma warning disable CA1031 // Without the next look a revoked key would be good here for ever.
            catch (Exception problem)
#pragma warning restore CA1031
            {
                Failed(logger, problem);
            }

            await Task.Delay(Pause, time, stopping);
        }
    }

    private static Channel<bool> Signal() => Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    [LoggerMessage(Level = LogLevel.Error, Message = "What other replicas have left could not be taken over; it is tried again")]
    private static partial void Failed(ILogger logger, Exception problem);
}

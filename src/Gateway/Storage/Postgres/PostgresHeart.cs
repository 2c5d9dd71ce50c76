using Gateway.Canonical;

namespace Gateway.Storage.Postgres;

/// <summary>Gives this process's signs of life, keeps its clock with the database's, and at the end gives back what it has in hand.</summary>
internal sealed partial class PostgresHeart(PostgresReplica replica, ReplicaTerms terms, TimeProvider time, ILogger<PostgresHeart> logger) : BackgroundService
{
    private static readonly TimeSpan WorthSaying = TimeSpan.FromSeconds(1);

    /// <summary>The store is the last to be stopped, so by now nothing is under way any more.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await replica.Leave();
        }
        catch (StoreUnavailableException problem)
        {
            NotLeft(logger, problem, replica.Id, terms.Term);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Begins(logger, replica.Id);
        using var timer = new PeriodicTimer(terms.Heartbeat, TimeProvider.System);
        do
        {
            try
            {
                Follow(await replica.Beat());
            }
            catch (StoreUnavailableException)
            {
                // The store itself says so, once; the next beat tells it of us again.
            }
#pragma warning disable CA1031 // Without a heart the replica would be taken for dead while it works.
            catch (Exception problem)
#pragma warning restore CA1031
            {
                Failed(logger, problem);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void Follow(ClockReading reading)
    {
        if (time is SharedClock clock && clock.Follow(reading) is var moved && moved.Duration() > WorthSaying)
        {
            Moved(logger, moved.TotalSeconds);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "This is replica {Replica}")]
    private static partial void Begins(ILogger logger, string replica);

    [LoggerMessage(Level = LogLevel.Warning, Message = "This machine's clock and the database's differ by {Seconds:F1} s more than before; the gateway goes by the database's")]
    private static partial void Moved(ILogger logger, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Replica {Replica} could not say that it leaves; others take over what it had in hand after {Term}")]
    private static partial void NotLeft(ILogger logger, Exception problem, string replica, TimeSpan term);

    [LoggerMessage(Level = LogLevel.Error, Message = "A sign of life failed; it is tried again")]
    private static partial void Failed(ILogger logger, Exception problem);
}

using Gateway.Tasks;
using Npgsql;

namespace Gateway.Storage.Postgres;

/// <summary>Hears what other replicas tell, on a connection of its own that no pooler gives to others. While it is gone, they are only found out later.</summary>
internal sealed partial class PostgresListener(
    StorageOptions options, PostgresNotices notices, TaskEvents events, PostgresFollower follower, TimeProvider time, ILogger<PostgresListener> logger) : BackgroundService
{
    public const string ApplicationName = "gateway listener";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private bool isDeaf;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Listen(stoppingToken);
            }
#pragma warning disable CA1031 // Whatever it was: the others' word is a help, and its loss must end nothing.
            catch (Exception problem) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                if (!isDeaf)
                {
                    Lost(logger, problem.Message);
                    isDeaf = true;
                }
            }

            await Task.Delay(Pause, time, stoppingToken);
        }
    }

    private async Task Listen(CancellationToken stopping)
    {
        await using var connection = new NpgsqlConnection(Direct(options));
        connection.Notification += (_, notice) => Hear(notices.Read(notice.Payload));
        await connection.OpenAsync(stopping);
        await using (var listen = new NpgsqlCommand($"LISTEN {PostgresNotices.Name}", connection))
        {
            await listen.ExecuteNonQueryAsync(stopping);
        }

        if (isDeaf)
        {
            Back(logger);
            isDeaf = false;
        }

        // What was told before was not heard.
        Hear(PostgresNotices.Events);
        Hear(PostgresNotices.Keys);
        Hear(PostgresNotices.Pool);
        while (true)
        {
            await connection.WaitAsync(stopping);
        }
    }

    private void Hear(string? kind)
    {
        switch (kind)
        {
            case PostgresNotices.Events:
                events.Look();
                break;
            case PostgresNotices.Keys:
                follower.LookAtKeys();
                break;
            case PostgresNotices.Pool:
                follower.LookAtPool();
                break;
            default:
                // This process's own, or a newer version's.
                break;
        }
    }

    private static string Direct(StorageOptions options)
    {
        var settings = new NpgsqlConnectionStringBuilder(options.ListenConnectionString ?? options.ConnectionString)
        {
            ApplicationName = ApplicationName,
            Pooling = false,
            // A connection on which nothing is asked would not be missed.
            KeepAlive = 5,
        };
        return settings.ConnectionString;
    }

    // Without its trace, which the store shows once when the whole server is out.
    [LoggerMessage(Level = LogLevel.Warning, Message = "What other replicas tell can't be heard ({Problem}); it is found out some seconds later until it can")]
    private static partial void Lost(ILogger logger, string problem);

    [LoggerMessage(Level = LogLevel.Information, Message = "What other replicas tell is heard again")]
    private static partial void Back(ILogger logger);
}

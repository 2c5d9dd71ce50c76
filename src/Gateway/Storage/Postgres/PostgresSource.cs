using Npgsql;

namespace Gateway.Storage.Postgres;

/// <summary>Connections to the server, as many as are used at once.</summary>
internal sealed class PostgresSource(string connectionString, bool isPooled, StoreTrouble trouble) : IAsyncDisposable, IDisposable
{
    private readonly NpgsqlDataSource source = NpgsqlDataSource.Create(WithDefaults(connectionString, isPooled));

    /// <summary>
    /// A source of one connection, for whoever uses one at a time: always the same, it has its statements prepared. From many
    /// connections it would get another one each time.
    /// </summary>
    /// <param name="patience">
    /// How long to wait for a connection or an answer, rounded up to seconds; then the connection is left at once. Null as the
    /// settings say.
    /// </param>
    public PostgresSource Single(TimeSpan? patience = null)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { MaxPoolSize = 1, MinPoolSize = 0 };
        if (patience is { } given)
        {
            settings.Timeout = settings.CommandTimeout = (int)Math.Ceiling(given.TotalSeconds);
            settings.CancellationTimeout = -1;
        }

        return new PostgresSource(settings.ConnectionString, isPooled, trouble);
    }

    public ValueTask<NpgsqlConnection> Open(CancellationToken cancel = default) => source.OpenConnectionAsync(cancel);

    /// <summary>Runs statements that stand for themselves.</summary>
    public async Task Run(PostgresBatch batch)
    {
        try
        {
            await using var connection = await Open();
            await batch.Run(connection);
            Worked();
        }
        catch (Exception problem) when (PostgresFailure.ConcernsAll(problem))
        {
            throw Failed(problem);
        }
    }

    /// <summary>Runs statements of which some need the answers of others, in one transaction.</summary>
    public async Task<T> Transact<T>(Func<NpgsqlConnection, Task<T>> steps)
    {
        try
        {
            await using var connection = await Open();
            await using var transaction = await connection.BeginTransactionAsync();
            var result = await steps(connection);
            await transaction.CommitAsync();
            Worked();
            return result;
        }
        catch (Exception problem) when (PostgresFailure.ConcernsAll(problem))
        {
            throw Failed(problem);
        }
    }

    public async Task<List<T>> All<T>(string sql, Func<IRow, T> read, params object?[] values)
    {
        var rows = new List<T>();
        var batch = new PostgresBatch();
        batch.Ask(sql, row => rows.Add(read(row)), values);
        await Run(batch);
        return rows;
    }

    public async Task<T?> First<T>(string sql, Func<IRow, T> read, params object?[] values) => (await All(sql, read, values)).FirstOrDefault();

    public Task Do(string sql, params object?[] values)
    {
        var batch = new PostgresBatch();
        batch.Do(sql, values);
        return Run(batch);
    }

    public Exception Failed(Exception problem)
    {
        trouble.Failed(problem);
        return PostgresFailure.AsUnavailable(problem);
    }

    public void Worked() => trouble.Worked();

    public ValueTask DisposeAsync() => source.DisposeAsync();

    public void Dispose() => source.Dispose();

    /// <summary>What the settings do not say themselves.</summary>
    /// <param name="isPooled">Whether a pooler stands between, which gives each transaction another connection: it knows none of the statements that were prepared before.</param>
    private static string WithDefaults(string connectionString, bool isPooled)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        // No session is changed in a way that would have to be undone.
        settings.NoResetOnClose = true;
        Default("Application Name", () => settings.ApplicationName = "gateway");
        Default("Timeout", () => settings.Timeout = 5);
        Default("Command Timeout", () => settings.CommandTimeout = 15);
        Default("Maximum Pool Size", () => settings.MaxPoolSize = 20);
        if (!isPooled)
        {
            Default("Max Auto Prepare", () => settings.MaxAutoPrepare = 100);
            Default("Auto Prepare Min Usages", () => settings.AutoPrepareMinUsages = 3);
        }

        return settings.ConnectionString;

        void Default(string name, Action set)
        {
            if (!settings.ShouldSerialize(name))
            {
                set();
            }
        }
    }
}

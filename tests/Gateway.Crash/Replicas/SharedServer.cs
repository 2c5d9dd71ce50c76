using Gateway.Servers;
using Npgsql;

namespace Gateway.Crash.Replicas;

/// <summary>The PostgreSQL of a run, with a database of its own for it.</summary>
internal sealed class SharedServer : IAsyncDisposable
{
    public const string Variable = "GATEWAY_TEST_POSTGRES";

    private readonly PostgresCluster? cluster;
    private readonly PgBouncerServer? pooler;
    private readonly string server;
    private readonly string database = $"gateway_crash_{Guid.NewGuid():N}";

    private SharedServer(string server, PostgresCluster? cluster, PgBouncerServer? pooler) => (this.server, this.cluster, this.pooler) = (server, cluster, pooler);

    /// <summary>Whether it was started for this run, which may end it.</summary>
    public bool IsOurs => cluster is not null;

    public bool IsPooled => pooler is not null;

    public string ConnectionString => new NpgsqlConnectionStringBuilder(server) { Database = database }.ConnectionString;

    /// <summary>The settings of gateways on it.</summary>
    public IEnumerable<(string Name, string Value)> Settings
    {
        get
        {
            yield return ("Storage__Provider", "postgres");
            yield return ("Storage__ConnectionString", Patient(pooler?.ConnectionTo(database) ?? ConnectionString));
            if (pooler is not null)
            {
                yield return ("Storage__ListenConnectionString", Patient(ConnectionString));
            }

            // Here several gateways wait for each other's turn on one small machine, and for PostgreSQL to come back.
            yield return ("Polling__MaxAge", "00:00:12");
        }
    }

    /// <summary>Why there can't be one on this machine.</summary>
    public static string? Missing(bool withPgBouncer) =>
        (Given() is null ? PostgresCluster.Missing() : null) ?? (withPgBouncer ? PgBouncerServer.Missing() : null);

    public static async Task<SharedServer> Start(bool withPgBouncer)
    {
        var cluster = Given() is null ? await PostgresCluster.Start() : null;
        var access = cluster?.ConnectionString ?? Given()!;
        var shared = new SharedServer(access, cluster, withPgBouncer ? await PgBouncerServer.Start(access) : null);
        await shared.Execute($"CREATE DATABASE {shared.database} TEMPLATE template0");
        return shared;
    }

    public void Crash() => cluster!.Crash();

    public Task Recover() => cluster!.Recover();

    public async ValueTask DisposeAsync()
    {
        pooler?.Dispose();
        if (cluster is null)
        {
            await Execute($"DROP DATABASE {database} WITH (FORCE)");
        }

        cluster?.Dispose();
    }

    private static string? Given() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given : null;

    /// <summary>A machine that does everything at once takes its time to connect; where nobody listens, that shows at once.</summary>
    private static string Patient(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString) { Timeout = 30 }.ConnectionString;

    private async Task Execute(string sql)
    {
        await using var source = NpgsqlDataSource.Create(server);
#pragma warning disable CA2100 // The name is made up here.
        await using var command = source.CreateCommand(sql);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}

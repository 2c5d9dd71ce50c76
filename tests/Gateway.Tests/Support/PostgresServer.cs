using Gateway.Servers;
using Npgsql;

namespace Gateway.Tests.Support;

/// <summary>The PostgreSQL that all tests of this process share; each test makes a database of its own there.</summary>
internal sealed class PostgresServer
{
    private const string Variable = "GATEWAY_TEST_POSTGRES";

    private static readonly Lazy<Task<FoundPostgres>> Found = new(Look);

    private readonly NpgsqlConnectionStringBuilder access;
    private readonly NpgsqlDataSource source;
    private readonly Lazy<Task<PgBouncerServer>> pooler;

    /// <param name="connectionString">Of a user who may make databases.</param>
    private PostgresServer(string connectionString)
    {
        access = new NpgsqlConnectionStringBuilder(connectionString);
        source = NpgsqlDataSource.Create(connectionString);
        pooler = new(() => PgBouncerServer.Start(ConnectionTo("postgres")));
    }

    /// <summary>The PgBouncer before it, started when it is asked for the first time.</summary>
    public Task<PgBouncerServer> Pooler => pooler.Value;

    public string? Password => access.Password;

    /// <summary>Looks for one, or starts one, when it is asked for the first time.</summary>
    public static Task<FoundPostgres> Find() => Found.Value;

    public static async Task<PostgresServer> Get() => (await Find()).Server!;

    public string ConnectionTo(string database) => new NpgsqlConnectionStringBuilder(access.ConnectionString)
    {
        Database = database,
        // Several gateways of several tests share the server's connections.
        MaxPoolSize = 20,
    }.ConnectionString;

    public async Task Execute(string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<FoundPostgres> Look()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
        {
            return new FoundPostgres(new PostgresServer(given), null);
        }

#if TESTCONTAINERS
        return new FoundPostgres(new PostgresServer(await PostgresContainer.Start()), null);
#else
        return PostgresCluster.Missing() is { } missing
            ? new FoundPostgres(null, $"{missing} The variable {Variable} can name a server instead.")
            : new FoundPostgres(new PostgresServer((await PostgresCluster.Start()).ConnectionString), null);
#endif
    }
}

using System.Data.Common;
using Gateway.Storage.Postgres;
using Gateway.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Gateway.Tests.Support;

/// <summary>A database on the tests' server.</summary>
internal sealed class PostgresDatabase : TestDatabase
{
    private readonly PostgresServer server;
    private readonly string name;

    // Pooled: looking in from outside is frequent, and a new connection takes some milliseconds.
    private readonly NpgsqlDataSource direct;

    private PostgresDatabase(PostgresServer server, string name, string? pooled)
    {
        (this.server, this.name) = (server, name);
        ConnectionString = pooled ?? server.ConnectionTo(name);
        ListenConnectionString = pooled is null ? null : server.ConnectionTo(name);
        direct = NpgsqlDataSource.Create(server.ConnectionTo(name));
    }

    public override string Provider => Engines.Postgres;

    public override string ConnectionString { get; }

    public override string? ListenConnectionString { get; }

    public override IReadOnlyList<string> Secrets => server.Password is { } password ? [password] : [];

    public static async Task<PostgresDatabase> Create(bool throughPgBouncer)
    {
        var server = await PostgresServer.Get();
        var name = $"gateway_test_{Guid.NewGuid():N}";
        var pooled = throughPgBouncer ? (await server.Pooler).ConnectionTo(name) : null;
        await server.Execute($"CREATE DATABASE {name} TEMPLATE template0");
        return new PostgresDatabase(server, name, pooled);
    }

    public override void MoveDue(string to)
    {
        base.MoveDue(to);
        Execute($"UPDATE schedule SET due_at = {to}");
    }

    public override string DueTable => "schedule";

    /// <summary>As after a full term of which this process has seen the whole and the others nothing.</summary>
    public override async Task<IReadOnlyList<TaskRecord>> Abandoned(IServiceProvider stores, ManualTime time)
    {
        var store = stores.GetRequiredService<ITaskStore>();
        var replica = stores.GetRequiredService<PostgresReplica>();
        await replica.Beat();
        for (var seen = TimeSpan.Zero; seen < ReplicaTerms.Usual.Term; seen += ReplicaTerms.Usual.Heartbeat)
        {
            time.Advance(ReplicaTerms.Usual.Heartbeat);
            await replica.Beat();
        }

        Execute($"UPDATE replicas SET seen_at = seen_at - INTERVAL '1 hour' WHERE id <> '{replica.Id}'");
        return await store.Abandoned();
    }

    public override IDisposable Stop()
    {
        server.Execute($"ALTER DATABASE {name} ALLOW_CONNECTIONS false").GetAwaiter().GetResult();
        Disconnect().GetAwaiter().GetResult();
        // The test's own are among them.
        direct.Clear();
        return new Undo(() => server.Execute($"ALTER DATABASE {name} ALLOW_CONNECTIONS true").GetAwaiter().GetResult());
    }

    public override IDisposable Hold()
    {
        var connection = direct.OpenConnection();
        var transaction = connection.BeginTransaction();
        using var gate = new NpgsqlCommand($"SELECT pg_advisory_xact_lock({PostgresGate.Key})", connection);
        gate.ExecuteNonQuery();
        return new Undo(() =>
        {
            transaction.Dispose();
            connection.Dispose();
        });
    }

    public override IDisposable Break(string table, params string[] columns)
    {
        var of = columns.Length == 0 ? "" : $"OF {string.Join(", ", columns)} ";
        Execute(
            $"""
            CREATE FUNCTION break() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'disk I/O error' USING ERRCODE = 'io_error'; END $$;
            CREATE TRIGGER broken BEFORE UPDATE {of}ON {table} FOR EACH ROW EXECUTE FUNCTION break();
            """);
        return new Undo(() => Execute($"DROP TRIGGER broken ON {table}; DROP FUNCTION break()"));
    }

    public override IDisposable Freeze(string table, string column)
    {
        Execute(
            $"""
            CREATE FUNCTION freeze() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(3600); RETURN NEW; END $$;
            CREATE TRIGGER frozen BEFORE UPDATE OF {column} ON {table} FOR EACH ROW EXECUTE FUNCTION freeze();
            """);
        return new Undo(() =>
        {
            // The server would not notice before the end of the statement that nobody waits for it, and would make the change.
            Rows("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'");
            Execute($"DROP TRIGGER frozen ON {table}; DROP FUNCTION freeze()");
        });
    }

    public override IReadOnlyList<(string Name, byte[] Bytes)> Contents()
    {
        using var connection = direct.OpenConnection();
        return
        [
            .. Rows("SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')")
                .Select(row => (row[0], Rows(connection, row[0]))),
        ];
    }

    public override async ValueTask DisposeAsync()
    {
        await direct.DisposeAsync();
        // Not WITH (FORCE): a user like ours may not end the server's own vacuum, which gives way to a plain one.
        await Disconnect();
        await server.Execute($"DROP DATABASE {name}");
    }

    protected override DbConnection Connect() => direct.OpenConnection();

    private Task Disconnect() =>
        server.Execute($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}' AND usename = current_user");

    // Binary, because a secret within a column of bytes would be written in hexadecimal otherwise.
    private static byte[] Rows(NpgsqlConnection connection, string table)
    {
        using var copy = connection.BeginRawBinaryCopy($"COPY {table} TO STDOUT (FORMAT BINARY)");
        using var bytes = new MemoryStream();
        copy.CopyTo(bytes);
        return bytes.ToArray();
    }
}

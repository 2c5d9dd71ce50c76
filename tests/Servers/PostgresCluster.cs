using System.Globalization;
using Npgsql;

namespace Gateway.Servers;

/// <summary>A cluster in a temporary folder, made with this machine's PostgreSQL and gone with this process.</summary>
internal sealed class PostgresCluster : IDisposable
{
    private const string User = "gateway";

    // Texts are compared as people expect and not by their bytes, as in most clusters that gateways will run on.
    private const string Script =
        """
        printf %s "$PASSWORD" >password
        "$BIN/initdb" --pgdata="$dir/data" --username=postgres --auth=scram-sha-256 --pwfile=password --encoding=UTF8 \
            --locale=C --locale-provider=icu --icu-locale=en-US --no-sync --no-instructions >>log
        rm password
        serve() {
            exec "$BIN/postgres" -D "$dir/data" -p "$PORT" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
                -c shared_buffers=32MB -c max_connections=200
        }
        """;

    private readonly ServerScript server;

    private PostgresCluster(ServerScript server, string connectionString) => (this.server, ConnectionString) = (server, connectionString);

    /// <summary>Of a user who may make databases and nothing else.</summary>
    public string ConnectionString { get; }

    /// <summary>The folder with initdb and postgres.</summary>
    private static string? Binaries { get; } = FindBinaries();

    /// <returns>The path of one of PostgreSQL's own programs, or null.</returns>
    public static string? Tool(string name) => Binaries is { } folder && File.Exists($"{folder}/{name}") ? $"{folder}/{name}" : null;

    public static string? Missing() =>
        Binaries is null ? "There is no PostgreSQL on this machine: no initdb beside pg_config or in /usr/lib/postgresql." : ServerScript.Missing();

    public static async Task<PostgresCluster> Start()
    {
        var access = new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = ServerScript.FreePort(), Database = "postgres", Username = "postgres", Password = ServerScript.NewPassword() };
        var server = ServerScript.Start("gateway-postgres", Script, "QUIT", new()
        {
            ["BIN"] = Binaries!,
            ["PORT"] = access.Port.ToString(CultureInfo.InvariantCulture),
            ["PASSWORD"] = access.Password,
        });
        await using var source = NpgsqlDataSource.Create(access.ConnectionString);
        await server.Ready(async () =>
        {
            await using var command = source.CreateCommand($"CREATE ROLE {User} LOGIN CREATEDB PASSWORD '{access.Password}'");
            await command.ExecuteNonQueryAsync();
        });
        access.Username = User;
        return new PostgresCluster(server, access.ConnectionString);
    }

    /// <summary>As <c>pg_ctl stop -m immediate</c>: nothing is finished or flushed, and the next start recovers.</summary>
    public void Crash() => server.Down();

    /// <summary>Starts it again; it is there when this ends.</summary>
    public async Task Recover()
    {
        server.Up();
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ConnectionString);
        await server.Ready(async () => await (await source.OpenConnectionAsync()).DisposeAsync());
    }

    public void Dispose() => server.Dispose();

    private static string? FindBinaries() => new[] { Shell.Ask("pg_config", "--bindir") }
        .Concat(Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(Version).Select(folder => $"{folder}/bin") : [])
        .FirstOrDefault(folder => File.Exists($"{folder}/initdb") && File.Exists($"{folder}/postgres"));

    private static int Version(string folder) => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var version) ? version : 0;
}

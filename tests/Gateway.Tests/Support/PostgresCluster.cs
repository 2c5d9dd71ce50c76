using System.Globalization;
using Npgsql;

namespace Gateway.Tests.Support;

/// <summary>A cluster in a temporary folder, made with this machine's PostgreSQL and gone with this process.</summary>
internal static class PostgresCluster
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

    /// <summary>The folder with initdb and postgres.</summary>
    private static string? Binaries { get; } = FindBinaries();

    public static string? Missing() =>
        Binaries is null ? "There is no PostgreSQL on this machine: no initdb beside pg_config or in /usr/lib/postgresql." : ServerScript.Missing();

    /// <returns>The connection string of a user who may make databases and nothing else.</returns>
    public static async Task<string> Start()
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
        return access.ConnectionString;
    }

    private static string? FindBinaries() => new[] { Shell.Ask("pg_config", "--bindir") }
        .Concat(Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(Version).Select(folder => $"{folder}/bin") : [])
        .FirstOrDefault(folder => File.Exists($"{folder}/initdb") && File.Exists($"{folder}/postgres"));

    private static int Version(string folder) => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var version) ? version : 0;
}

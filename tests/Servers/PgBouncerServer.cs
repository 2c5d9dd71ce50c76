using System.Globalization;
using Npgsql;

namespace Gateway.Servers;

/// <summary>A PgBouncer in transaction mode before a server: whoever comes gets a connection for one transaction.</summary>
internal sealed class PgBouncerServer : IDisposable
{
    // The passwords' file serves both sides: it is what clients show here and what PgBouncer shows the server.
    private const string Script =
        """
        printf '"%s" "%s"\n' "$SERVER_USER" "$SERVER_PASSWORD" >users
        cat >pgbouncer.ini <<END
        [databases]
        * = host=$SERVER_HOST port=$SERVER_PORT
        [pgbouncer]
        listen_addr = 127.0.0.1
        listen_port = $PORT
        unix_socket_dir =
        auth_type = scram-sha-256
        auth_file = $dir/users
        pool_mode = transaction
        max_client_conn = 1000
        default_pool_size = 10
        server_login_retry = 1
        END
        serve() { exec pgbouncer -q "$dir/pgbouncer.ini"; }
        """;

    private readonly NpgsqlConnectionStringBuilder access;

    private readonly ServerScript pooler;

    private PgBouncerServer(ServerScript pooler, NpgsqlConnectionStringBuilder access) => (this.pooler, this.access) = (pooler, access);

    public static string? Missing() =>
        Shell.Ask("sh", "-c", $"PATH={SearchPath} command -v pgbouncer") is null ? "There is no pgbouncer on this machine." : ServerScript.Missing();

    public void Dispose() => pooler.Dispose();

    public string ConnectionTo(string database) => new NpgsqlConnectionStringBuilder(access.ConnectionString) { Database = database }.ConnectionString;

    // Debian puts it where only root looks.
    private static string SearchPath => $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin";

    /// <param name="connectionString">To the server that stands behind it.</param>
    public static async Task<PgBouncerServer> Start(string connectionString)
    {
        var server = new NpgsqlConnectionStringBuilder(connectionString);
        var access = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Database = "postgres",
            Host = "127.0.0.1",
            Port = ServerScript.FreePort(),
        };
        var pooler = ServerScript.Start("gateway-pgbouncer", Script, "TERM", new()
        {
            ["PATH"] = SearchPath,
            ["PORT"] = access.Port.ToString(CultureInfo.InvariantCulture),
            ["SERVER_HOST"] = server.Host!,
            ["SERVER_PORT"] = server.Port.ToString(CultureInfo.InvariantCulture),
            ["SERVER_USER"] = server.Username!,
            ["SERVER_PASSWORD"] = server.Password ?? "",
        });
        await using var source = NpgsqlDataSource.Create(access.ConnectionString);
        await pooler.Ready(async () => await (await source.OpenConnectionAsync()).DisposeAsync());
        return new PgBouncerServer(pooler, access);
    }
}

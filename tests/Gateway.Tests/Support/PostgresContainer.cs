using Testcontainers.PostgreSql;

namespace Gateway.Tests.Support;

/// <summary>A server in a container, for machines that have Docker and not PostgreSQL: <c>-p:UseTestcontainers=true</c>.</summary>
internal static class PostgresContainer
{
    /// <returns>The connection string of its administrator. The container goes after this process.</returns>
    public static async Task<string> Start()
    {
        var container = new PostgreSqlBuilder("postgres:15-alpine").WithCommand("-c", "max_connections=200").Build();
        await container.StartAsync();
        // Testcontainers' own cleaner may be switched off.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => container.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return container.GetConnectionString();
    }
}

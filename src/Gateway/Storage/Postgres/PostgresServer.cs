using Npgsql;

namespace Gateway.Storage.Postgres;

/// <summary>The server that a connection string names.</summary>
internal static class PostgresServer
{
    public const string Allowed = "Host=<name>;Database=<name>;Username=<name>;Password=<…> and Npgsql's other settings";

    public static bool IsUsable(string connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString) is { Host.Length: > 0, Database.Length: > 0, Multiplexing: false };
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}

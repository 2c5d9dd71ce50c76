using Gateway.Configuration;
using Gateway.Storage.Postgres;
using Gateway.Storage.Sqlite;

namespace Gateway.Storage;

/// <summary>Where tasks are kept.</summary>
/// <param name="Provider">The engine: <see cref="Sqlite"/> or <see cref="Postgres"/>.</param>
/// <param name="ConnectionString">In that engine's own syntax.</param>
/// <param name="ListenConnectionString">PostgreSQL alone: past the pooler that the other one goes through; null when none stands between.</param>
/// <param name="KeepTasksFor">How long finished tasks stay after their end; null for ever.</param>
internal sealed record StorageOptions(string Provider, string ConnectionString, string? ListenConnectionString = null, TimeSpan? KeepTasksFor = null)
{
    public const string Sqlite = "sqlite";
    public const string Postgres = "postgres";

    /// <summary>Whoever follows a task must have the time to see its end.</summary>
    private static readonly TimeSpan ShortestKeep = TimeSpan.FromHours(1);

    private static readonly TimeSpan LongestKeep = TimeSpan.FromDays(36_500);

    private const string DefaultFile = "Data Source=data/gateway.db";

    public static StorageOptions Read(ConfigReader section)
    {
        var provider = section.OneOf("Provider", Sqlite, [Sqlite, Postgres]);
        var options = new StorageOptions(
            provider,
            section.Text("ConnectionString", provider == Sqlite ? DefaultFile : ""),
            section.Text("ListenConnectionString", "") is { Length: > 0 } listen ? listen : null,
            section.TimeOrNull("KeepTasksFor", ShortestKeep, LongestKeep));
        section.Hide("ConnectionString");
        section.Hide("ListenConnectionString");
        // Not quoted: a connection string may hold a password.
        if (provider == Sqlite)
        {
            Check("ConnectionString", SqliteFile.IsUsable(options.ConnectionString), SqliteFile.Allowed);
            Check("ListenConnectionString", options.ListenConnectionString is null, "it belongs to Provider=postgres");
        }
        else
        {
            Check("ConnectionString", PostgresServer.IsUsable(options.ConnectionString), PostgresServer.Allowed);
            Check("ListenConnectionString", options.ListenConnectionString is not { } direct || PostgresServer.IsUsable(direct), PostgresServer.Allowed);
        }

        return options;

        void Check(string name, bool isUsable, string allowed)
        {
            if (!isUsable)
            {
                section.Fault(name, $"can't be used; allowed: {allowed}");
            }
        }
    }
}

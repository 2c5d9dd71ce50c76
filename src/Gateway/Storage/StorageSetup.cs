using Gateway.Admin;
using Gateway.Keys;
using Gateway.Quotas;
using Gateway.Storage.Sqlite;
using Gateway.Tasks;

namespace Gateway.Storage;

/// <summary>Opens the engine that the settings name and brings its schema up to date.</summary>
internal static class StorageSetup
{
    public static void AddStorage(this IServiceCollection services, StorageOptions options)
    {
        SQLitePCL.Batteries_V2.Init();
        // SQLite's count of its memory takes a lock at every allocation, and nobody reads it. Once SQLite is in use it refuses; then all stays as it is.
        SQLitePCL.raw.sqlite3_config(SQLitePCL.raw.SQLITE_CONFIG_MEMSTATUS, 0);
        services.AddSingleton(_ => new SqliteReaders(options.ConnectionString));
        services.AddSingleton(provider => Open(options.ConnectionString, provider));
        services.AddSingleton<ITaskStore, SqliteTaskStore>();
        services.AddSingleton<IQuotaStore, SqliteQuotaStore>();
        services.AddSingleton<IKeyStore, SqliteKeyStore>();
        services.AddSingleton<IEventStore, SqliteEventStore>();
        services.AddSingleton<IAdminStore, SqliteAdminStore>();
    }

    private static SqliteWriter Open(string connectionString, IServiceProvider provider)
    {
        var time = provider.GetRequiredService<TimeProvider>();
        SqliteFile.MakeFolder(connectionString);
        using (var session = new SqliteSession(connectionString))
        {
            SqliteMigrations.Apply(session, time);
        }

        return new SqliteWriter(connectionString, time, provider.GetRequiredService<TaskEvents>());
    }
}

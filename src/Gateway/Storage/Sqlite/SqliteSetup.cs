using Gateway.Audit;
using Gateway.Callbacks;
using Gateway.Canonical;
using Gateway.Files;
using Gateway.Keys;
using Gateway.Quotas;
using Gateway.Routing;
using Gateway.Signing;
using Gateway.Tasks;
using Gateway.Telemetry;

namespace Gateway.Storage.Sqlite;

/// <summary>Opens the file and brings its schema up to date.</summary>
internal static class SqliteSetup
{
    public static void AddSqlite(this IServiceCollection services, StorageOptions options)
    {
        SQLitePCL.Batteries_V2.Init();
        // SQLite's count of its memory takes a lock at every allocation, and nobody reads it. Once SQLite is in use it refuses; then all stays as it is.
        SQLitePCL.raw.sqlite3_config(SQLitePCL.raw.SQLITE_CONFIG_MEMSTATUS, 0);
        // Made before the writer, and so dropped after it.
        services.AddSingleton(provider => Take(options.ConnectionString, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new SqliteReaders(options.ConnectionString, StoreTrouble.Of(provider, "read")));
        services.AddSingleton(provider =>
        {
            provider.GetRequiredService<SqliteLock>();
            return Open(options.ConnectionString, provider, StoreTrouble.Of(provider, "written"));
        });
        services.AddSingleton<ITaskStore, SqliteTaskStore>();
        services.AddSingleton<IQuotaStore, SqliteQuotaStore>();
        services.AddSingleton<IKeyStore, SqliteKeyStore>();
        services.AddSingleton<IAuditStore, SqliteAudit>();
        services.AddSingleton<IEventStore, SqliteEventStore>();
        services.AddSingleton<ITaskReports, SqliteTaskReports>();
        services.AddSingleton<ITaskRetention, SqliteRetention>();
        services.AddSingleton<IKeptFiles, SqliteKeptFiles>();
        services.AddSingleton<IUploads, SqliteUploads>();
        services.AddSingleton<IPoolKeyStore, SqlitePoolKeyStore>();
        services.AddSingleton<ISigningStore, SqliteSigning>();
        services.AddSingleton<ISecretStore, SqliteSecretStore>();
        services.AddSingleton<ICallbackStore, SqliteCallbackStore>();
    }

    private static SqliteLock Take(string connectionString, TimeProvider time)
    {
        var file = SqliteFile.TargetOf(connectionString);
        PrivateFiles.MakeFolderOf(file);
        return SqliteLock.Take(file, time);
    }

    private static SqliteWriter Open(string connectionString, IServiceProvider provider, StoreTrouble trouble)
    {
        var time = provider.GetRequiredService<TimeProvider>();
        SqliteFile.Make(SqliteFile.TargetOf(connectionString));
        using (var session = new SqliteSession(connectionString))
        {
            SqliteMigrations.Apply(session, time);
        }

        return new SqliteWriter(connectionString, time, provider.GetRequiredService<TaskEvents>(), trouble, provider.GetRequiredService<Meters>());
    }
}

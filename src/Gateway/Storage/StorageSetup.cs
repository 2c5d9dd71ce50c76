using Gateway.Canonical;
using Gateway.Storage.Postgres;
using Gateway.Storage.Sqlite;
using Gateway.Tasks;
using Gateway.Telemetry;

namespace Gateway.Storage;

/// <summary>Opens the engine that the settings name and brings its schema up to date.</summary>
internal static class StorageSetup
{
    public static void AddStorage(this IServiceCollection services, StorageOptions options)
    {
        services.AddSingleton<TaskEvents>();
        services.AddMeters();
        if (options.Provider == StorageOptions.Postgres)
        {
            services.AddPostgres(options);
        }
        else
        {
            services.AddSqlite(options);
        }
    }

    /// <summary>Replicas go by the clock of the database that they share; one process alone by its machine's.</summary>
    public static TimeProvider Clock(StorageOptions options) =>
        options.Provider == StorageOptions.Postgres ? new SharedClock(TimeProvider.System) : TimeProvider.System;
}

using System.Data;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Gateway.Storage.Postgres;

/// <summary>Looks into the database without changing anything, and without becoming one of its replicas.</summary>
internal static class PostgresLook
{
    /// <exception cref="DataException">A copy into it has not ended, or it is a newer gateway's.</exception>
    public static async Task<StoreLook> At(StorageOptions options)
    {
        var found = await Look(options.ConnectionString, options.ListenConnectionString is not null);
        if (options.ListenConnectionString is { } direct)
        {
            await using var source = Source(direct, isPooled: false);
            await source.First("SELECT 1", row => row.GetInt32(0));
        }

        return found;
    }

    private static async Task<StoreLook> Look(string connectionString, bool isPooled)
    {
        await using var source = Source(connectionString, isPooled);
        var server = new NpgsqlConnectionStringBuilder(connectionString);
        var place = $"{server.Database} at {server.Host}:{server.Port} as {server.Username}";
        await CopyMark.ExpectNone(source);
        if (!await source.First("SELECT to_regclass('migrations') IS NOT NULL", row => row.GetBoolean(0)))
        {
            return new($"{place}, without tables, which the start would make", []);
        }

        var applied = await source.First(PostgresMigrations.AppliedSql, row => row.GetInt32(0));
        return new(
            $"{place}, {StoreLook.Schema(applied, PostgresMigrations.Newest)}",
            applied == 0 ? [] : await source.All(StoreLook.KeysInUseSql, row => (row.GetString(0), row.GetString(1), row.GetInt32(2))));
    }

    private static PostgresSource Source(string connectionString, bool isPooled) =>
        new(connectionString, isPooled, new StoreTrouble(NullLogger<StoreTrouble>.Instance, TimeProvider.System, "used"));
}

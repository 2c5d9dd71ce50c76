using System.Data;
using Npgsql;

namespace Gateway.Storage.Postgres;

/// <summary>
/// Stands in a database from the beginning of a copy into it to its end: what is there is not whole, and no gateway starts
/// on it. No migration makes it, so that a database has it at no other time.
/// </summary>
internal static class CopyMark
{
    public static async Task Set(NpgsqlConnection connection, string file)
    {
        var make = new PostgresBatch();
        make.Do("SET LOCAL client_min_messages = warning");
        make.Do("CREATE TABLE IF NOT EXISTS copying (file text NOT NULL, began_at timestamptz NOT NULL)");
        await make.Run(connection);
        var fill = new PostgresBatch();
        fill.Do("DELETE FROM copying");
        fill.Do("INSERT INTO copying (file, began_at) VALUES ($1, clock_timestamp())", file);
        await fill.Run(connection);
    }

    public static Task Remove(NpgsqlConnection connection)
    {
        var batch = new PostgresBatch();
        batch.Do("DROP TABLE copying");
        return batch.Run(connection);
    }

    /// <exception cref="DataException">The mark is there.</exception>
    public static async Task ExpectNone(PostgresSource source)
    {
        if (await source.First("SELECT to_regclass('copying') IS NOT NULL", row => row.GetBoolean(0)))
        {
            var file = await source.First("SELECT file FROM copying", row => row.GetString(0));
            throw new DataException(
                $"A copy of {file} into it has not ended. If it was broken off, run --copy-store again; to do without its rows, take another database or DROP TABLE copying.");
        }
    }
}

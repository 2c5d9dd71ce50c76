using Microsoft.Data.Sqlite;

namespace Gateway.Tests.Support;

/// <summary>Meddles with a gateway's database from outside.</summary>
internal static class SqliteFile
{
    /// <summary>A file that says it is of this schema.</summary>
    public static void OfSchema(string file, int number) => Execute(
        file, $"CREATE TABLE migrations (number INTEGER PRIMARY KEY, applied_at INTEGER NOT NULL); INSERT INTO migrations VALUES ({number}, 0)");

    public static void Execute(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file}");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // A test's own constant.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}

using System.Globalization;
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
        using var connection = Open(file);
        Execute(connection, sql);
    }

    /// <returns>The first column of the first row, as text.</returns>
    public static string? Ask(string file, string sql)
    {
        using var connection = Open(file);
        using var command = Command(connection, sql);
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    /// <summary>Nobody else can write until it is disposed.</summary>
    public static IDisposable Lock(string file)
    {
        var connection = Open(file);
        Execute(connection, "BEGIN IMMEDIATE");
        return connection;
    }

    // Not pooled: what is closed has to be let go.
    private static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = Command(connection, sql);
        command.ExecuteNonQuery();
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // A test's own constant.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }
}

using Microsoft.Data.Sqlite;

namespace Gateway.Tests.Support;

/// <summary>Meddles with a gateway's database from outside.</summary>
internal static class SqliteFile
{
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

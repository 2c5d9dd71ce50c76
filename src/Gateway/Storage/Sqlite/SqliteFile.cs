using Microsoft.Data.Sqlite;

namespace Gateway.Storage.Sqlite;

/// <summary>The file that a connection string names.</summary>
internal static class SqliteFile
{
    public const string Allowed = "Data Source=<file>, which is written to and shared by several connections";

    /// <summary>Memory is one database per connection and gone with the process; a shared cache locks readers out.</summary>
    public static bool IsUsable(string connectionString)
    {
        try
        {
            var parts = new SqliteConnectionStringBuilder(connectionString);
            return parts.DataSource.Length > 0
                && parts.DataSource != ":memory:"
                && !parts.DataSource.StartsWith("file:", StringComparison.OrdinalIgnoreCase)
                && parts.Mode is SqliteOpenMode.ReadWriteCreate or SqliteOpenMode.ReadWrite
                && parts.Cache != SqliteCacheMode.Shared;
        }
        catch (Exception problem) when (problem is ArgumentException or FormatException)
        {
            return false;
        }
    }

    public static void MakeFolder(string connectionString)
    {
        var file = new SqliteConnectionStringBuilder(connectionString).DataSource;
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder)
        {
            Directory.CreateDirectory(folder);
        }
    }
}

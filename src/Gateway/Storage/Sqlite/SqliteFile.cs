using System.Data.Common;

namespace Gateway.Storage.Sqlite;

/// <summary>The file that a connection string names.</summary>
internal static class SqliteFile
{
    public const string Allowed = "Data Source=<file>, which is written to and shared by several connections";

    private const string DataSource = "Data Source";

    /// <summary>Memory is one database per connection and gone with the process, and nothing but the file can be chosen.</summary>
    public static bool IsUsable(string connectionString)
    {
        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = connectionString };
            return parts.Count == 1 && parts.ContainsKey(DataSource)
                && PathOf(connectionString) is { Length: > 0 } path
                && path != ":memory:"
                && !path.StartsWith("file:", StringComparison.OrdinalIgnoreCase);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    public static string PathOf(string connectionString) =>
        (string)new DbConnectionStringBuilder { ConnectionString = connectionString }[DataSource];

    public static void MakeFolder(string connectionString)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(PathOf(connectionString))) is { } folder)
        {
            Directory.CreateDirectory(folder);
        }
    }
}

using System.Data.Common;
using Gateway.Canonical;

namespace Gateway.Storage.Sqlite;

/// <summary>The file that a connection string names.</summary>
internal static class SqliteFile
{
    public const string Allowed = "Data Source=<file> and nothing else; a database in memory would be gone with the process";

    /// <summary>Memory is one database per connection and gone with the process, and nothing but the file can be chosen.</summary>
    public static bool IsUsable(string connectionString)
    {
        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = connectionString };
            return parts.Count == 1
                && PathOf(connectionString) is { Length: > 0 } path
                && path != ":memory:"
                && !path.StartsWith("file:", StringComparison.OrdinalIgnoreCase);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <returns>Empty when the string names no file.</returns>
    public static string PathOf(string connectionString)
    {
        var parts = new DbConnectionStringBuilder { ConnectionString = connectionString };
        return parts.TryGetValue("Data Source", out var file) || parts.TryGetValue("DataSource", out file) ? (string)file : "";
    }

    /// <summary>
    /// The file itself, where the path is a link to it: as SQLite does, so that what lies beside the file is the same
    /// for everyone, by whatever path they came.
    /// </summary>
    public static string TargetOf(string connectionString)
    {
        var path = Path.GetFullPath(PathOf(connectionString));
        return new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
    }

    /// <summary>Makes it where there is none. SQLite gives its other files the same mode.</summary>
    public static void Make(string path)
    {
        if (!File.Exists(path))
        {
            PrivateFiles.OpenOrCreate(path, FileShare.ReadWrite).Dispose();
        }
    }
}

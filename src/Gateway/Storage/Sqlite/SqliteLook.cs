using System.Data;

namespace Gateway.Storage.Sqlite;

/// <summary>Looks at the file without writing, and without the lock that a running gateway holds.</summary>
internal static class SqliteLook
{
    /// <exception cref="DataException">It is no gateway's, or a newer one's.</exception>
    /// <exception cref="IOException">It can't be opened for writing.</exception>
    public static StoreLook At(StorageOptions options)
    {
        var path = SqliteFile.TargetOf(options.ConnectionString);
        if (!File.Exists(path))
        {
            return new($"{path}, which the start would make", []);
        }

        SQLitePCL.Batteries_V2.Init();
        // As the start will; nothing is written.
        File.Open(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete).Dispose();
        using var session = SqliteSession.ToLookAt(path);
        var tables = session.All("SELECT name FROM sqlite_schema WHERE type = 'table'", row => row.GetString(0));
        if (tables.Count == 0)
        {
            return new($"{path}, empty", []);
        }

        if (!tables.Contains("migrations") || !tables.Contains("tasks"))
        {
            throw new DataException($"{path} is not a gateway's database.");
        }

        return new(
            $"{path}, {StoreLook.Schema(SqliteMigrations.Applied(session), SqliteMigrations.Newest)}",
            tables.Contains("pool_keys") ? session.All(StoreLook.KeysInUseSql, row => (row.GetString(0), row.GetString(1), row.GetInt32(2))) : []);
    }
}

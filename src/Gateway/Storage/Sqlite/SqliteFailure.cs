using System.Data.Common;
using SQLitePCL;

namespace Gateway.Storage.Sqlite;

/// <summary>SQLite said no.</summary>
internal sealed class SqliteFailure(string message, int code) : DbException(message, code)
{
    /// <exception cref="SqliteFailure">The result is an error.</exception>
    public static void ThrowOn(int result, sqlite3 database)
    {
        if (result is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            throw new SqliteFailure($"SQLite error {result}: {raw.sqlite3_errmsg(database).utf8_to_string()}", result);
        }
    }
}

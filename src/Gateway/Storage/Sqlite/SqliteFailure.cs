using System.Data.Common;
using Gateway.Canonical;
using SQLitePCL;

namespace Gateway.Storage.Sqlite;

/// <summary>SQLite said no.</summary>
internal sealed class SqliteFailure(string message, int code) : DbException(message, code)
{
    /// <summary>Those that nothing else in the file would fare better with.</summary>
    private static readonly int[] OfTheWholeFile =
    [
        raw.SQLITE_FULL, raw.SQLITE_READONLY, raw.SQLITE_IOERR, raw.SQLITE_BUSY, raw.SQLITE_LOCKED, raw.SQLITE_CANTOPEN, raw.SQLITE_PERM, raw.SQLITE_PROTOCOL,
    ];

    private static readonly int[] OfAPart = [raw.SQLITE_CORRUPT, raw.SQLITE_NOTADB];

    /// <exception cref="DbException">The result is an error.</exception>
    public static void ThrowOn(int result, sqlite3 database)
    {
        if (result is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            var message = $"SQLite error {result}: {raw.sqlite3_errmsg(database).utf8_to_string()}";
            var code = result & 0xff;
            throw OfTheWholeFile.Contains(code) || OfAPart.Contains(code)
                ? new StoreUnavailableException(message, code)
                : new SqliteFailure(message, result);
        }
    }

    public static bool ConcernsAll(Exception problem) => problem is StoreUnavailableException failure && OfTheWholeFile.Contains(failure.ErrorCode);
}

using SQLitePCL;

namespace Gateway.Storage.Sqlite;

/// <summary>One open connection with its statements, each prepared once. Used by one thread at a time.</summary>
internal sealed class SqliteSession : IDisposable
{
    private const int BusyMilliseconds = 5000;

    /// <summary>SQLITE_DBSTATUS_CACHE_WRITE.</summary>
    private const int CacheWrite = 9;

    private readonly sqlite3 database;
    private readonly Dictionary<string, SqliteStatement> statements = [];
    private readonly List<SqliteStatement?> numbered = [];

    // FULL: a commit that was answered survives a power cut, not only a crash of the process.
    public SqliteSession(string connectionString)
        : this(
            SqliteFile.PathOf(connectionString),
            raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE,
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;")
    {
    }

    private SqliteSession(string file, int flags, string settings)
    {
        var result = raw.sqlite3_open_v2(file, out database, flags | raw.SQLITE_OPEN_NOMUTEX, null);
        try
        {
            SqliteFailure.ThrowOn(result, database);
            raw.sqlite3_busy_timeout(database, BusyMilliseconds);
            Script(settings);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>
    /// For a look that leaves nothing behind. SQLite would make the files beside the database again when they are missing, so
    /// it is told then that nobody changes the file; a gateway that runs has them.
    /// </summary>
    /// <param name="path">Of a file that is there.</param>
    public static SqliteSession ToLookAt(string path)
    {
        var how = File.Exists(path + "-wal") && File.Exists(path + "-shm") ? "readonly_shm=1" : "immutable=1";
        return new($"file:{Uri.EscapeDataString(path)}?mode=ro&{how}", raw.SQLITE_OPEN_READONLY | raw.SQLITE_OPEN_URI, "PRAGMA query_only = ON");
    }

    /// <summary>How many pages it has written to disk since it was opened. A transaction may change rows and write none: their values stayed the same.</summary>
    public int PagesWritten
    {
        get
        {
            SqliteFailure.ThrowOn(raw.sqlite3_db_status(database, CacheWrite, out var pages, out _, 0), database);
            return pages;
        }
    }

    /// <summary>A statement that is run often, ready to be given its values.</summary>
    public SqliteStatement Begin(Sql sql)
    {
        while (numbered.Count <= sql.Number)
        {
            numbered.Add(null);
        }

        return (numbered[sql.Number] ??= new SqliteStatement(database, sql.Text)).Begin();
    }

    /// <returns>How many rows were changed.</returns>
    public int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var statement = Prepare(sql);
        try
        {
            statement.Bind(values);
            statement.Step();
            return raw.sqlite3_changes(database);
        }
        finally
        {
            statement.Reset();
        }
    }

    public T? First<T>(string sql, Func<IRow, T> read, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var statement = Prepare(sql);
        try
        {
            statement.Bind(values);
            return statement.Step() ? read(statement) : default;
        }
        finally
        {
            statement.Reset();
        }
    }

    public List<T> All<T>(string sql, Func<IRow, T> read, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var statement = Prepare(sql);
        try
        {
            statement.Bind(values);
            var rows = new List<T>();
            while (statement.Step())
            {
                rows.Add(read(statement));
            }

            return rows;
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>For results that are too long for a list: the caller steps through them and disposes of the statement.</summary>
    public SqliteStatement Open(string sql) => new(database, sql);

    /// <summary>Runs several statements that return nothing and are not needed again.</summary>
    public void Script(string sql) => SqliteFailure.ThrowOn(raw.sqlite3_exec(database, sql), database);

    public void Dispose()
    {
        foreach (var statement in statements.Values.Concat(numbered))
        {
            statement?.Dispose();
        }

        database.Dispose();
    }

    private SqliteStatement Prepare(string sql)
    {
        if (!statements.TryGetValue(sql, out var statement))
        {
            statement = new SqliteStatement(database, sql);
            statements.Add(sql, statement);
        }

        return statement;
    }
}

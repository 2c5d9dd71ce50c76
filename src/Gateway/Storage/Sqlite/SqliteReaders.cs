using System.Collections.Concurrent;

namespace Gateway.Storage.Sqlite;

/// <summary>Connections for reading beside the writer; as many as are used at once are kept.</summary>
internal sealed class SqliteReaders(string connectionString) : IDisposable
{
    private readonly ConcurrentBag<SqliteSession> idle = [];

    /// <summary>A look into the file takes microseconds: less than handing it to another thread would.</summary>
    public ValueTask<T> Read<T>(Func<SqliteSession, T> query)
    {
        if (!idle.TryTake(out var session))
        {
            session = new SqliteSession(connectionString);
            // 16 MiB hold the inner pages of a million tasks, so that a look at one reads only the page it is on.
            session.Script("PRAGMA cache_size = -16384");
        }

        try
        {
            var result = query(session);
            idle.Add(session);
            return ValueTask.FromResult(result);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        while (idle.TryTake(out var session))
        {
            session.Dispose();
        }
    }
}

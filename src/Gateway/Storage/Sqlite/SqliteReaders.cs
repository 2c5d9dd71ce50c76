using System.Collections.Concurrent;
using Gateway.Canonical;

namespace Gateway.Storage.Sqlite;

/// <summary>Connections for reading beside the writer; as many as are used at once are kept.</summary>
internal sealed class SqliteReaders(string connectionString, StoreTrouble trouble) : IDisposable
{
    private readonly ConcurrentBag<SqliteSession> idle = [];

    /// <summary>A look into the file takes microseconds: less than handing it to another thread would.</summary>
    public ValueTask<T> Read<T>(Func<SqliteSession, T> query)
    {
        var session = idle.TryTake(out var kept) ? kept : Open();
        try
        {
            var result = query(session);
            idle.Add(session);
            trouble.Worked();
            return ValueTask.FromResult(result);
        }
        catch (Exception problem)
        {
            session.Dispose();
            Note(problem);
            throw;
        }
    }

    private SqliteSession Open()
    {
        try
        {
            var session = new SqliteSession(connectionString);
            // 16 MiB hold the inner pages of a million tasks, so that a look at one reads only the page it is on.
            session.Script("PRAGMA cache_size = -16384");
            return session;
        }
        catch (StoreUnavailableException problem)
        {
            Note(problem);
            throw;
        }
    }

    private void Note(Exception problem)
    {
        if (problem is StoreUnavailableException)
        {
            trouble.Failed(problem);
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

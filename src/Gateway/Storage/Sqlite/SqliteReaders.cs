using System.Collections.Concurrent;

namespace Gateway.Storage.Sqlite;

/// <summary>Connections for reading beside the writer; as many as are used at once are kept.</summary>
internal sealed class SqliteReaders(string connectionString) : IDisposable
{
    private readonly ConcurrentBag<SqliteSession> idle = [];

    public T Read<T>(Func<SqliteSession, T> query)
    {
        if (!idle.TryTake(out var session))
        {
            session = new SqliteSession(connectionString);
        }

        try
        {
            var result = query(session);
            idle.Add(session);
            return result;
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

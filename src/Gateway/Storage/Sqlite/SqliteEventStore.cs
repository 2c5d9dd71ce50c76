using Gateway.Canonical;
using Gateway.Tasks;

namespace Gateway.Storage.Sqlite;

/// <summary>Events in the same file. One writer gives out their ids, so none appears before an earlier one.</summary>
internal sealed class SqliteEventStore(SqliteWriter writer, SqliteReaders readers) : IEventStore
{
    public bool HasOtherWriters => false;

    public ValueTask<IReadOnlyList<TaskEvent>> After(long id, int limit) => readers.Read<IReadOnlyList<TaskEvent>>(session => session.All(
        "SELECT id, task_id, kind, at FROM events WHERE id > @id ORDER BY id LIMIT @limit",
        row => new TaskEvent(row.GetInt64(0), row.GetString(1), row.GetString(2), row.Time(3)),
        ("id", id), ("limit", limit)));

    public ValueTask<long?> Heard() => readers.Read(session => session.First("SELECT upto FROM events_heard", row => (long?)row.GetInt64(0)));

    public Task SetHeard(long id) => writer.Write(session => session.Execute(
        "INSERT INTO events_heard (one, upto) VALUES (1, @id) ON CONFLICT (one) DO UPDATE SET upto = @id", ("id", id)));

    public Task<int> Trim(Instant before, int limit) => writer.Write(session => session.Execute(
        """
        DELETE FROM events WHERE id IN (SELECT id FROM events ORDER BY id LIMIT @limit)
            AND at < @before AND id < (SELECT MAX(id) FROM events)
        """,
        ("limit", limit), ("before", before.UnixMilliseconds)));
}

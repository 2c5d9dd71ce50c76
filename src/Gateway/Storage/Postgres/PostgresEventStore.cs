using Gateway.Canonical;
using Gateway.Tasks;

namespace Gateway.Storage.Postgres;

/// <summary>Events of all replicas. Groups commit one at a time, so none appears before an earlier one.</summary>
internal sealed class PostgresEventStore(PostgresSource source, PostgresReplica replica) : IEventStore
{
    public bool HasOtherWriters => true;

    public async ValueTask<IReadOnlyList<TaskEvent>> After(long id, int limit) => await source.All(
        "SELECT id, task_id, kind, at, replica FROM events WHERE id > $1 ORDER BY id LIMIT $2",
        row => new TaskEvent(row.GetInt64(0), row.GetString(1), row.GetString(2), row.Time(3)) { IsOurs = row.GetString(4) == replica.Id },
        id, limit);

    public async ValueTask<long?> Heard() => await source.First("SELECT heard FROM replicas WHERE id = $1", row => (long?)row.GetInt64(0), replica.Id);

    public Task SetHeard(long id) => source.Do("UPDATE replicas SET heard = $1 WHERE id = $2", id, replica.Id);

    public async Task<int> Trim(Instant before, int limit) => await source.First(
        """
        WITH gone AS (
            DELETE FROM events
            WHERE (SELECT at FROM events ORDER BY id LIMIT 1) < $2
                AND id IN (SELECT id FROM events ORDER BY id LIMIT $1) AND at < $2 AND id < (SELECT MAX(id) FROM events)
            RETURNING 1)
        SELECT COUNT(*) FROM gone
        """,
        row => row.GetInt32(0),
        limit, before.UnixMilliseconds);
}

using Gateway.Tasks;

namespace Gateway.Storage.Sqlite;

/// <summary>Tasks in one SQLite file: what only reads.</summary>
internal sealed partial class SqliteTaskStore
{
    /// <summary>Each team's first, then each team's second: no team waits behind another's whole queue.</summary>
    private const string Turns =
        """
        SELECT id, ROW_NUMBER() OVER (PARTITION BY team ORDER BY id) AS turn
        FROM tasks WHERE state = 'queued' AND routes = @routes AND model = @model
        """;

    public ValueTask<TaskRecord?> Find(string id) => readers.Read(session =>
        session.First($"SELECT {TaskColumns.All} FROM tasks WHERE id = @id", TaskColumns.Read, ("id", id)));

    public ValueTask<string> FindRequest(string id) => readers.Read(session =>
        session.First("SELECT request FROM tasks WHERE id = @id", row => row.GetString(0), ("id", id))!);

    public ValueTask<IReadOnlyList<(string Routes, string Model)>> Lanes() => readers.Read<IReadOnlyList<(string, string)>>(session =>
        session.All("SELECT DISTINCT routes, model FROM tasks WHERE state = 'queued'", row => (row.GetString(0), row.GetString(1))));

    public ValueTask<IReadOnlyList<TaskRecord>> Lane(string routes, string model, int limit) => readers.Read<IReadOnlyList<TaskRecord>>(session => session.All(
        $"SELECT {TaskColumns.All} FROM tasks JOIN ({Turns}) USING (id) ORDER BY turn, id LIMIT @limit",
        TaskColumns.Read,
        ("routes", routes), ("model", model), ("limit", limit)));

    public ValueTask<int?> LanePosition(TaskRecord task) => readers.Read(session => session.First(
        $"""
        WITH turns AS ({Turns}), mine AS (SELECT turn, id FROM turns WHERE id = @id)
        SELECT (SELECT COUNT(*) FROM turns WHERE (turn, turns.id) <= (mine.turn, mine.id)) FROM mine
        """,
        row => (int?)row.GetInt32(0),
        ("routes", task.Routes), ("model", task.Model), ("id", task.Id)));

    public ValueTask<long?> NextDue() => readers.Read(session =>
        session.First(
            "SELECT MIN(due_at) FROM tasks WHERE due_at IS NOT NULL",
            row => row.IsDBNull(0) ? (long?)null : row.GetInt64(0)));

    public async Task<IReadOnlyList<TaskRecord>> Submitting() => await readers.Read(session =>
        session.All($"SELECT {TaskColumns.All} FROM tasks WHERE completed_at IS NULL AND state = 'submitting'", TaskColumns.Read));

    public ValueTask<AttemptRecord?> LastAttempt(string taskId) => readers.Read(session => session.First(
        "SELECT id, task_id, number, upstream, pool_key, opened_at FROM attempts WHERE task_id = @task ORDER BY number DESC LIMIT 1",
        row => new AttemptRecord(
            row.GetString(0), row.GetString(1), row.GetInt32(2), row.GetString(3), row.GetString(4), row.GetInt64(5)),
        ("task", taskId)));

    public async Task<IReadOnlyList<(string Upstream, string PoolKey, int Tasks)>> KeysInUse() => await readers.Read(session => session.All(
        "SELECT upstream, pool_key, in_flight FROM pool_keys WHERE in_flight > 0",
        row => (row.GetString(0), row.GetString(1), row.GetInt32(2))));

    public ValueTask<bool> IsReady() => readers.Read(session => SqliteMigrations.Applied(session) == SqliteMigrations.Newest);
}

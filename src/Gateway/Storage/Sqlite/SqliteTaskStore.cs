using Gateway.Canonical;
using Gateway.Tasks;

namespace Gateway.Storage.Sqlite;

/// <summary>Tasks in one SQLite file.</summary>
internal sealed class SqliteTaskStore(SqliteWriter writer, SqliteReaders readers, TimeProvider time) : ITaskStore
{
    private bool hasLooked;

    public Task<T> Decide<T>(Wish<T> wish, CancellationToken gone) => writer.Decide(wish, gone);

    public ValueTask<EarlierClaim?> FindClaim(string keyId, IdempotencyClaim claim) => readers.Read(session =>
        SqliteFacts.Claim(session, keyId, claim.Key) is { } earlier && earlier.ExpiresAt > claim.MadeAt ? earlier : null);

    public Task<IReadOnlyList<TaskRecord>> ClaimDue(string? upstream, Instant now, Instant leaseUntil, int limit) =>
        writer.Write<IReadOnlyList<TaskRecord>>((session, facts) =>
        {
            var claimed = session.All(
                $"""
                UPDATE tasks SET leased_from = due_at, due_at = @lease
                WHERE id IN (SELECT id FROM tasks WHERE upstream IS @upstream AND due_at <= @now ORDER BY due_at LIMIT @limit)
                RETURNING {TaskColumns.All}, leased_from
                """,
                row => (Task: TaskColumns.Read(row), DueAt: row.TimeIfAny(TaskColumns.Count)),
                ("lease", leaseUntil.UnixMilliseconds), ("upstream", upstream), ("now", now.UnixMilliseconds), ("limit", limit));
            claimed.ForEach(row => facts.Learn(row.Task.Id, row.Task));
            return [.. claimed.Select(row => row.Task with { DueAt = row.DueAt })];
        });

    public Task BringBack(string? upstream, Instant now, FurthestDue furthest) => writer.Write(session => session.Execute(
        """
        UPDATE tasks SET leased_from = NULL, due_at = CASE state WHEN 'queued' THEN @queued WHEN 'submitting' THEN @other ELSE @now END
        WHERE upstream IS @upstream AND due_at > CASE WHEN @upstream IS NULL THEN @queued ELSE @other END
            AND due_at > CASE state WHEN 'queued' THEN @queued WHEN 'unknown' THEN @unknown ELSE @other END
        """,
        ("queued", furthest.Queued.UnixMilliseconds), ("other", furthest.Other.UnixMilliseconds), ("now", now.UnixMilliseconds),
        ("upstream", upstream), ("unknown", furthest.Unknown.UnixMilliseconds)));

    public ValueTask<TaskRecord?> Find(string id) => readers.Read(session =>
        session.First($"SELECT {TaskColumns.All} FROM tasks WHERE id = @id", TaskColumns.Read, ("id", id)));

    public async ValueTask<IReadOnlyList<TaskRecord>> OfTeam(TeamTasks wanted) => await readers.Read(session => session.All(
        $"""
        SELECT {TaskColumns.All} FROM ({string.Join(" UNION ALL ", wanted.Statuses.Select(status =>
            $"SELECT * FROM (SELECT {TaskColumns.All} FROM tasks WHERE team = @team AND status = '{status}' AND id < @before AND (@model IS NULL OR model = @model) ORDER BY id DESC LIMIT @limit)"))})
        ORDER BY id DESC LIMIT @limit
        """,
        TaskColumns.Read,
        ("team", wanted.Team), ("before", wanted.Before), ("model", wanted.Model), ("limit", wanted.Limit)));

    public ValueTask<string> FindRequest(string id) => readers.Read(session =>
        session.First("SELECT request FROM tasks WHERE id = @id", row => row.GetString(0), ("id", id))!);

    public ValueTask<IReadOnlyList<string>> QueuesToServe() => readers.Read<IReadOnlyList<string>>(session =>
        session.All("SELECT DISTINCT routes FROM tasks WHERE state = 'queued'", row => row.GetString(0)));

    public ValueTask<IReadOnlyList<TaskRecord>> Queue(string routes, int limit) => readers.Read<IReadOnlyList<TaskRecord>>(session => session.All(
        $"""
        SELECT {TaskColumns.All} FROM tasks JOIN (
            SELECT id, ROW_NUMBER() OVER (PARTITION BY model ORDER BY turn, id) AS place
            FROM tasks WHERE state = 'queued' AND routes = @routes) USING (id)
        WHERE place <= @limit ORDER BY turn, id
        """,
        TaskColumns.Read,
        ("routes", routes), ("limit", limit)));

    public ValueTask<int?> QueuePosition(TaskRecord task) => readers.Read(session => session.First(
        """
        WITH mine AS (SELECT turn, id FROM tasks WHERE id = @id AND state = 'queued')
        SELECT (SELECT COUNT(*) FROM tasks WHERE state = 'queued' AND routes = @routes AND (turn, tasks.id) <= (mine.turn, mine.id)) FROM mine
        """,
        row => (int?)row.GetInt32(0),
        ("routes", task.Routes), ("id", task.Id)));

    public async ValueTask<IReadOnlyList<string>> QueueOrder(string routes) => await readers.Read(session => session.All(
        "SELECT id FROM tasks WHERE state = 'queued' AND routes = @routes ORDER BY turn, id", row => row.GetString(0), ("routes", routes)));

    public ValueTask<Instant?> NextDue(string? upstream) => readers.Read(session =>
        session.First(
            "SELECT MIN(due_at) FROM tasks WHERE upstream IS @upstream AND due_at IS NOT NULL",
            row => row.TimeIfAny(0),
            ("upstream", upstream)));

    /// <summary>The file has one process at a time, so what was open before the first call was left behind, and later nothing is.</summary>
    public async Task<IReadOnlyList<TaskRecord>> Abandoned()
    {
        if (Interlocked.Exchange(ref hasLooked, true))
        {
            return [];
        }

        return await writer.Write((session, facts) =>
        {
            facts.ForgetTasks();
            session.Execute("UPDATE tasks SET due_at = leased_from, leased_from = NULL WHERE leased_from IS NOT NULL");
            return session.All($"SELECT {TaskColumns.All} FROM tasks WHERE due_at IS NOT NULL AND state = 'submitting'", TaskColumns.Read);
        });
    }

    public ValueTask<AttemptRecord?> LastAttempt(string taskId) => readers.Read(session => session.First(
        "SELECT id, task_id, number, upstream, pool_key, opened_at FROM attempts WHERE task_id = @task ORDER BY number DESC LIMIT 1",
        SqliteFacts.Attempt,
        ("task", taskId)));

    public async Task<IReadOnlyList<(string Upstream, string PoolKey, int Tasks)>> KeysInUse() => await readers.Read(session => session.All(
        StoreLook.KeysInUseSql,
        row => (row.GetString(0), row.GetString(1), row.GetInt32(2))));

    public async ValueTask<bool> IsReady() => await writer.Write(session =>
        SqliteMigrations.Applied(session) == SqliteMigrations.Newest
        && session.Execute("UPDATE probe SET at = @now", ("now", time.Now().UnixMilliseconds)) == 1);
}

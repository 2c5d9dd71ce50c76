using Gateway.Tasks;

namespace Gateway.Storage.Sqlite;

/// <summary>Tasks in one SQLite file.</summary>
internal sealed class SqliteTaskStore(SqliteWriter writer, SqliteReaders readers) : ITaskStore
{
    private static readonly string InsertTask =
        $"INSERT INTO tasks ({TaskColumns.All}, request) VALUES ({TaskColumns.Parameters}, @request)";

    private static readonly string UpdateTask =
        $"UPDATE tasks SET {TaskColumns.Assignments}, leased_from = NULL WHERE id = @id AND version = @version - 1";

    public Task<OpenResult> Open(TaskRecord task, string requestJson, AttemptRecord attempt, IdempotencyClaim? claim) =>
        writer.Write<OpenResult>(session =>
        {
            if (claim is not null && Claim(session, task, claim) is { } earlier)
            {
                return earlier;
            }

            session.Execute(
                InsertTask,
                [.. TaskColumns.FixedValues(task), .. TaskColumns.ChangingValues(task), ("request", requestJson)]);
            Insert(session, attempt);
            return new OpenResult.Opened();
        });

    public ValueTask<OpenResult?> FindClaim(string keyId, IdempotencyClaim claim) =>
        ValueTask.FromResult(readers.Read(session => Earlier(session, keyId, claim)));

    public Task<TaskRecord?> Update(TaskRecord task, AttemptClosing? closing, AttemptRecord? next, bool releaseClaim)
    {
        var changed = task with { Version = task.Version + 1 };
        return writer.Write(session =>
        {
            if (session.Execute(UpdateTask, [.. TaskColumns.ChangingValues(changed), ("id", task.Id)]) == 0)
            {
                return null;
            }

            if (closing is not null)
            {
                Close(session, closing);
            }

            if (next is not null)
            {
                Insert(session, next);
            }

            if (releaseClaim)
            {
                session.Execute("DELETE FROM idempotency_keys WHERE task_id = @task", ("task", task.Id));
            }

            return changed;
        });
    }

    public ValueTask<TaskRecord?> Find(string id) => ValueTask.FromResult(readers.Read(session =>
        session.First($"SELECT {TaskColumns.All} FROM tasks WHERE id = @id", TaskColumns.Read, ("id", id))));

    public async Task<IReadOnlyList<TaskRecord>> ClaimDue(long now, long leaseUntil, int limit) =>
        await writer.Write(session => session.All(
            $"""
            UPDATE tasks SET leased_from = due_at, due_at = @lease
            WHERE id IN (SELECT id FROM tasks WHERE due_at <= @now ORDER BY due_at LIMIT @limit)
            RETURNING {TaskColumns.All}
            """,
            TaskColumns.Read,
            ("lease", leaseUntil), ("now", now), ("limit", limit)));

    public Task VoidLeases() => writer.Write(session =>
        session.Execute("UPDATE tasks SET due_at = leased_from, leased_from = NULL WHERE leased_from IS NOT NULL"));

    public ValueTask<long?> NextDue() => ValueTask.FromResult(readers.Read(session =>
        session.First(
            "SELECT MIN(due_at) FROM tasks WHERE due_at IS NOT NULL",
            row => row.IsDBNull(0) ? (long?)null : row.GetInt64(0))));

    public Task<IReadOnlyList<TaskRecord>> Submitting() => Task.FromResult<IReadOnlyList<TaskRecord>>(readers.Read(session =>
        session.All($"SELECT {TaskColumns.All} FROM tasks WHERE state = 'submitting'", TaskColumns.Read)));

    public ValueTask<AttemptRecord?> LastAttempt(string taskId) => ValueTask.FromResult(readers.Read(session => session.First(
        "SELECT id, task_id, number, upstream, pool_key, opened_at FROM attempts WHERE task_id = @task ORDER BY number DESC LIMIT 1",
        row => new AttemptRecord(
            row.GetString(0), row.GetString(1), row.GetInt32(2), row.GetString(3), row.GetString(4), row.GetInt64(5)),
        ("task", taskId))));

    public Task<IReadOnlyList<(string Upstream, string PoolKey, int Tasks)>> KeysInUse() =>
        Task.FromResult<IReadOnlyList<(string, string, int)>>(readers.Read(session => session.All(
            """
            SELECT upstream, pool_key, COUNT(*) FROM tasks
            WHERE state IN ('submitting', 'polling', 'unknown') GROUP BY upstream, pool_key
            """,
            row => (row.GetString(0), row.GetString(1), row.GetInt32(2)))));

    public ValueTask<bool> IsReady() => ValueTask.FromResult(readers.Read(SqliteMigrations.Applied) == SqliteMigrations.Newest);

    private static OpenResult? Claim(SqliteSession session, TaskRecord task, IdempotencyClaim claim)
    {
        session.Execute("DELETE FROM idempotency_keys WHERE expires_at <= @now", ("now", task.CreatedAt));
        if (Earlier(session, task.KeyId, claim) is { } earlier)
        {
            return earlier;
        }

        session.Execute(
            "INSERT INTO idempotency_keys (key_id, key, fingerprint, task_id, expires_at) VALUES (@key_id, @key, @fingerprint, @task, @expires)",
            ("key_id", task.KeyId), ("key", claim.Key), ("fingerprint", claim.Fingerprint), ("task", task.Id), ("expires", claim.ExpiresAt));
        return null;
    }

    private static OpenResult? Earlier(SqliteSession session, string keyId, IdempotencyClaim claim) => session.First<OpenResult>(
        "SELECT task_id, fingerprint FROM idempotency_keys WHERE key_id = @key_id AND key = @key AND expires_at > @now",
        row => row.GetString(1) == claim.Fingerprint ? new OpenResult.Replay(row.GetString(0)) : new OpenResult.Conflict(),
        ("key_id", keyId), ("key", claim.Key), ("now", claim.MadeAt));

    private static void Insert(SqliteSession session, AttemptRecord attempt) => session.Execute(
        "INSERT INTO attempts (id, task_id, number, upstream, pool_key, opened_at) VALUES (@id, @task, @number, @upstream, @pool_key, @opened_at)",
        ("id", attempt.Id), ("task", attempt.TaskId), ("number", attempt.Number),
        ("upstream", attempt.Upstream), ("pool_key", attempt.PoolKey), ("opened_at", attempt.OpenedAt));

    private static void Close(SqliteSession session, AttemptClosing closing) => session.Execute(
        "UPDATE attempts SET outcome = @outcome, detail = @detail, closed_at = @at WHERE id = @id",
        ("outcome", closing.Outcome), ("detail", closing.Detail), ("at", closing.At), ("id", closing.AttemptId));
}

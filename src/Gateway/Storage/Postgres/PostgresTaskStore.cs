using Gateway.Canonical;
using Gateway.Tasks;

namespace Gateway.Storage.Postgres;

/// <summary>Tasks in one PostgreSQL database, of as many replicas as there are.</summary>
internal sealed class PostgresTaskStore(PostgresWriter writer, PostgresSource source, PostgresReplica replica, TimeProvider time) : ITaskStore
{
    public Task<T> Decide<T>(Wish<T> wish, CancellationToken gone) => writer.Decide(wish, gone);

    public async ValueTask<EarlierClaim?> FindClaim(string keyId, IdempotencyClaim claim) => await source.First(
        $"{PostgresFacts.Claim} WHERE key_id = $1 AND key = $2 AND expires_at > $3",
        PostgresFacts.ReadClaim,
        keyId, claim.Key, claim.MadeAt.UnixMilliseconds);

    public async Task<IReadOnlyList<TaskRecord>> ClaimDue(string? upstream, Instant now, Instant leaseUntil, int limit) => await source.All(
        $"""
        WITH due AS (
            SELECT task_id FROM schedule WHERE upstream = $1 AND due_at <= $2 AND COALESCE(leased_until, 0) <= $2
            ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED),
        leased AS (
            UPDATE schedule SET leased_until = $4, leased_by = $5 FROM due WHERE schedule.task_id = due.task_id RETURNING schedule.task_id, schedule.due_at)
        SELECT {string.Join(", ", TaskColumns.All.Split(", ").Select(column => $"tasks.{column}"))} FROM leased JOIN tasks ON tasks.id = leased.task_id ORDER BY leased.due_at
        """,
        TaskColumns.Read,
        upstream ?? "", now.UnixMilliseconds, limit, leaseUntil.UnixMilliseconds, replica.Id);

    public Task BringBack(string? upstream, Instant now, FurthestDue furthest) => source.Do(
        """
        UPDATE schedule SET leased_until = NULL, due_at = CASE state WHEN 'queued' THEN $1 WHEN 'submitting' THEN $2 ELSE $3 END
        FROM tasks
        WHERE schedule.upstream = $4 AND tasks.id = schedule.task_id AND schedule.due_at > CASE WHEN $4 = '' THEN $1 ELSE $2 END
            AND schedule.due_at > CASE state WHEN 'queued' THEN $1 WHEN 'unknown' THEN $5 ELSE $2 END
        """,
        furthest.Queued.UnixMilliseconds, furthest.Other.UnixMilliseconds, now.UnixMilliseconds, upstream ?? "", furthest.Unknown.UnixMilliseconds);

    public async ValueTask<TaskRecord?> Find(string id) =>
        await source.First($"SELECT {TaskColumns.All} FROM tasks WHERE id = $1", TaskColumns.Read, id);

    public async ValueTask<IReadOnlyList<TaskRecord>> OfTeam(TeamTasks wanted) => await source.All(
        $"""
        SELECT {TaskColumns.All} FROM ({string.Join(" UNION ALL ", wanted.Statuses.Select(status =>
            $"(SELECT {TaskColumns.All} FROM tasks WHERE team = $1 AND status = '{status}' AND id < $2 AND model = COALESCE($3, model) ORDER BY id DESC LIMIT $4)"))}) AS parts
        ORDER BY id DESC LIMIT $4
        """,
        TaskColumns.Read,
        wanted.Team, wanted.Before, wanted.Model, wanted.Limit);

    public async ValueTask<string> FindRequest(string id) => (await source.First("SELECT request FROM tasks WHERE id = $1", row => row.GetString(0), id))!;

    public ValueTask<IReadOnlyList<string>> QueuesToServe() => replica.QueuesToServe();

    public async ValueTask<IReadOnlyList<TaskRecord>> Queue(string routes, int limit) => await source.All(
        $"""
        SELECT {TaskColumns.All} FROM tasks JOIN (
            SELECT id, ROW_NUMBER() OVER (PARTITION BY model ORDER BY turn, id) AS place
            FROM tasks WHERE waits = 1 AND routes = $1) AS waiting USING (id)
        WHERE place <= $2 ORDER BY turn, id
        """,
        TaskColumns.Read,
        routes, limit);

    public async ValueTask<int?> QueuePosition(TaskRecord task) => await source.First(
        """
        WITH mine AS (SELECT turn, id FROM tasks WHERE id = $1 AND waits = 1)
        SELECT (SELECT COUNT(*) FROM tasks WHERE waits = 1 AND routes = $2 AND (turn, tasks.id) <= (mine.turn, mine.id)) FROM mine
        """,
        row => (int?)row.GetInt32(0),
        task.Id, task.Routes);

    public async ValueTask<IReadOnlyList<string>> QueueOrder(string routes) => await source.All(
        "SELECT id FROM tasks WHERE waits = 1 AND routes = $1 ORDER BY turn, id", row => row.GetString(0), routes);

    public async ValueTask<Instant?> NextDue(string? upstream) => await source.First(
        "SELECT due_at FROM schedule WHERE upstream = $1 AND COALESCE(leased_until, 0) <= $2 ORDER BY due_at LIMIT 1",
        row => row.TimeIfAny(0),
        upstream ?? "", time.Now().UnixMilliseconds);

    public Task<IReadOnlyList<TaskRecord>> Abandoned() => replica.Abandoned();

    public async ValueTask<AttemptRecord?> LastAttempt(string taskId) => await source.First(
        "SELECT id, task_id, number, upstream, pool_key, opened_at FROM attempts WHERE task_id = $1 ORDER BY number DESC LIMIT 1",
        PostgresFacts.ReadAttempt,
        taskId);

    public async Task<IReadOnlyList<(string Upstream, string PoolKey, int Tasks)>> KeysInUse() => await source.All(
        StoreLook.KeysInUseSql,
        row => (row.GetString(0), row.GetString(1), row.GetInt32(2)));

    public async ValueTask<bool> IsReady()
    {
        var (applied, written) = (0, false);
        var batch = new PostgresBatch();
        batch.Ask(PostgresMigrations.AppliedSql, row => applied = row.GetInt32(0));
        batch.Ask("UPDATE probe SET at = $1 RETURNING at", _ => written = true, time.Now().UnixMilliseconds);
        await source.Run(batch);
        return applied == PostgresMigrations.Newest && written;
    }
}

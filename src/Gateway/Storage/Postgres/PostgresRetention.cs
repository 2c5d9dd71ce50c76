using Gateway.Canonical;
using Gateway.Tasks;

namespace Gateway.Storage.Postgres;

/// <summary>
/// Deletes old tasks of all replicas, one replica at a time. It does not enter the gate, so no create waits for it: what
/// decisions act on (sums, places, claims that stand) is not touched, and whoever wants to change a task that goes is stopped
/// by its version, as by any other change. Rows that somebody else has locked are left for the next round, so that neither
/// waits for the other.
/// </summary>
internal sealed class PostgresRetention(PostgresSource source, TimeProvider time) : ITaskRetention
{
    /// <summary>"keepfor" in ASCII.</summary>
    private const long Lock = 0x6B656570666F72;

    private const string IsOld = "state IN ('completed', 'failed') AND due_at IS NULL AND money <> 'reserved' AND completed_at < $1";

    /// <summary>Nothing is left out here, or the planner might read the whole table to find what it takes for rare.</summary>
    private const string Look = $"SELECT id, version, COALESCE({IsOld}, FALSE) FROM tasks WHERE id > $2 AND id < $3 ORDER BY id LIMIT $4";

    /// <summary>Counts, because NOT EXISTS may become a join that reads the whole of the other table.</summary>
    private const string MayGo =
        $"""
        {IsOld}
        AND (SELECT COUNT(*) FROM ledger WHERE ledger.task_id = tasks.id AND at >= $2) = 0
        AND (SELECT COUNT(*) FROM attempts WHERE attempts.task_id = tasks.id AND outcome IS NULL) = 0
        AND (SELECT COUNT(*) FROM idempotency_keys WHERE idempotency_keys.task_id = tasks.id AND idempotency_keys.expires_at > $3) = 0
        """;

    /// <summary>An expired claim that is locked is being deleted by a create.</summary>
    private const string ForgetClaims =
        """
        DELETE FROM idempotency_keys WHERE (key_id, key) IN (
            SELECT key_id, key FROM idempotency_keys WHERE task_id = ANY($1) AND expires_at <= $2 FOR UPDATE SKIP LOCKED)
        """;

    /// <summary>One statement, and so one transaction. A task that has another version than when it was looked at may have rows that this statement does not see.</summary>
    private static readonly string Delete =
        $"""
        WITH turn AS MATERIALIZED (SELECT pg_try_advisory_xact_lock($6) AS is_ours),
        going AS MATERIALIZED (
            SELECT tasks.id FROM tasks JOIN unnest($4::text[], $5::bigint[]) AS old (id, version) ON tasks.id = old.id AND tasks.version = old.version
            WHERE (SELECT is_ours FROM turn) AND {MayGo} FOR UPDATE OF tasks SKIP LOCKED),
        gone AS (DELETE FROM tasks USING going WHERE tasks.id = going.id RETURNING tasks.*),
        attempts_gone AS (DELETE FROM attempts USING going WHERE task_id = going.id),
        lines_gone AS (DELETE FROM ledger USING going WHERE task_id = going.id),
        counted AS (
            INSERT INTO usage_days AS sums (day, team, key_id, model, upstream, completed, failed, seconds, charged, refunded)
            SELECT created_at / {UsageQuery.DayMilliseconds}, team, key_id, model, COALESCE(upstream, ''), {PostgresTaskReports.Outcomes}
            FROM gone GROUP BY 1, 2, 3, 4, 5
            ON CONFLICT (day, team, key_id, model, upstream) DO UPDATE SET completed = sums.completed + excluded.completed, failed = sums.failed + excluded.failed,
                seconds = sums.seconds + excluded.seconds, charged = sums.charged + excluded.charged, refunded = sums.refunded + excluded.refunded)
        SELECT (SELECT COUNT(*) FROM gone) FROM turn WHERE is_ours
        """;

    /// <summary>Ids sort by time, so the primary key finds the oldest: no index that every task would pay for.</summary>
    public async Task<RetentionStep?> LetGo(Instant endedBefore, string? after, int most)
    {
        var (second, now) = (endedBefore.UnixSeconds, time.Now().UnixMilliseconds);
        var looked = await source.All(
            Look,
            row => (Id: row.GetString(0), Version: row.GetInt64(1), IsOld: row.GetBoolean(2)),
            second, after ?? "", IdSource.TaskIdAt(endedBefore + IdSource.Slack), most);
        var old = looked.Where(task => task.IsOld).ToList();
        long? gone = 0;
        if (old.Count > 0)
        {
            string[] ids = [.. old.Select(task => task.Id)];
            await source.Do(ForgetClaims, ids, now);
            gone = await source.First(
                Delete, row => row.Number(0), second, endedBefore.UnixMilliseconds, now, ids, old.Select(task => task.Version).ToArray(), Lock);
        }

        return gone is null ? null : new RetentionStep(looked.Count, (int)gone, looked.LastOrDefault().Id);
    }
}

using System.Text.Json.Nodes;
using Gateway.Canonical;
using Gateway.Tasks;

namespace Gateway.Storage.Sqlite;

/// <summary>Deletes old tasks in the same file. They are looked for beside the writer, which only looks again whether they may go.</summary>
internal sealed class SqliteRetention(SqliteWriter writer, SqliteReaders readers, TimeProvider time) : ITaskRetention
{
    private const string IsOld = "state IN ('completed', 'failed') AND due_at IS NULL AND money <> 'reserved' AND completed_at < @second";

    private const string MayGo =
        $"""
        {IsOld}
        AND NOT EXISTS (SELECT 1 FROM ledger WHERE ledger.task_id = tasks.id AND at >= @before)
        AND NOT EXISTS (SELECT 1 FROM attempts WHERE attempts.task_id = tasks.id AND outcome IS NULL)
        AND NOT EXISTS (SELECT 1 FROM idempotency_keys WHERE idempotency_keys.task_id = tasks.id AND idempotency_keys.expires_at > @now)
        """;

    private const string Given = "(SELECT value FROM json_each(@ids))";

    /// <summary>Ids sort by time, so the primary key finds the oldest: no index that every task would pay for.</summary>
    public async Task<RetentionStep?> LetGo(Instant endedBefore, string? after, int most)
    {
        var second = ("second", (object?)endedBefore.UnixSeconds);
        var looked = await readers.Read(session => session.All(
            $"SELECT id, COALESCE({IsOld}, 0) FROM tasks WHERE id > @after AND id < @last ORDER BY id LIMIT @most",
            row => (Id: row.GetString(0), IsOld: row.GetBoolean(1)),
            ("after", after ?? ""), ("last", IdSource.TaskIdAt(endedBefore + IdSource.Slack)), ("most", most), second));
        var old = looked.Where(task => task.IsOld).Select(task => task.Id).ToList();
        (string, object?)[] times = [second, ("before", endedBefore.UnixMilliseconds), ("now", time.Now().UnixMilliseconds)];
        var gone = old.Count == 0 ? 0 : await writer.Write((session, facts) => Delete(session, facts, old, times));
        return new RetentionStep(looked.Count, gone, looked.LastOrDefault().Id);
    }

    private static int Delete(SqliteSession session, Facts facts, List<string> old, (string, object?)[] times)
    {
        var going = session.All($"SELECT id FROM tasks WHERE id IN {Given} AND {MayGo}", row => row.GetString(0), [("ids", Json(old)), .. times]);
        var ids = ("ids", (object?)Json(going));
        session.Execute(
            $"""
            INSERT INTO usage_days (day, team, key_id, model, upstream, completed, failed, seconds, charged, refunded)
            SELECT created_at / {UsageQuery.DayMilliseconds}, team, key_id, model, COALESCE(upstream, ''), {SqliteTaskReports.Outcomes}
            FROM tasks WHERE id IN {Given} GROUP BY 1, 2, 3, 4, 5
            ON CONFLICT (day, team, key_id, model, upstream) DO UPDATE SET completed = completed + excluded.completed, failed = failed + excluded.failed,
                seconds = seconds + excluded.seconds, charged = charged + excluded.charged, refunded = refunded + excluded.refunded
            """,
            ids);
        session.Execute($"DELETE FROM idempotency_keys WHERE task_id IN {Given}", ids);
        session.Execute($"DELETE FROM ledger WHERE task_id IN {Given}", ids);
        session.Execute($"DELETE FROM attempts WHERE task_id IN {Given}", ids);
        session.Execute($"DELETE FROM tasks WHERE id IN {Given}", ids);
        // The writer may still know them from their last change.
        going.ForEach(id => facts.Learn(id, null));
        return going.Count;
    }

    private static string Json(List<string> ids) => new JsonArray([.. ids.Select(id => JsonValue.Create(id))]).ToJsonString();
}

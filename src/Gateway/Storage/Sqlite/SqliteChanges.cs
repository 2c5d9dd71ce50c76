using Gateway.Canonical;
using Gateway.Quotas;
using Gateway.Tasks;

namespace Gateway.Storage.Sqlite;

/// <summary>Writes what a group of decisions has changed: its rows in their order, then each sum and count once.</summary>
internal sealed class SqliteChanges
{
    private const string Further = $"{TaskColumns.History} = {TaskColumns.History} || ?, leased_from = NULL WHERE id = ? AND version = ?";

    private static readonly Sql InsertTask = new(
        $"INSERT INTO tasks ({TaskColumns.All}, request) VALUES ({string.Join(", ", Enumerable.Repeat("?", TaskColumns.Count))}, ?)");

    private static readonly Sql UpdateLiving = new($"UPDATE tasks SET {TaskColumns.LivingAssignments}, {Further}");
    private static readonly Sql UpdateAll = new($"UPDATE tasks SET {TaskColumns.AllAssignments}, {Further}");
    private static readonly Sql CloseAttempt = new("UPDATE attempts SET outcome = ?, detail = ?, closed_at = ? WHERE task_id = ? AND number = ?");
    private static readonly Sql OpenAttempt = new("INSERT INTO attempts (id, task_id, number, upstream, pool_key, opened_at) VALUES (?, ?, ?, ?, ?, ?)");
    private static readonly Sql InsertLine = new("INSERT INTO ledger (task_id, key_id, team, kind, reserved, charged, at) VALUES (?, ?, ?, ?, ?, ?, ?)");
    private static readonly Sql InsertEvent = new("INSERT INTO events (id, task_id, kind, at) VALUES (?, ?, ?, ?)");

    private long? newestEvent;

    /// <returns>The events, to be told of once they are committed.</returns>
    public IReadOnlyList<TaskEvent> Save(SqliteSession session, Facts facts)
    {
        var events = new List<TaskEvent>(facts.Made.Count);
        foreach (var changes in facts.Made)
        {
            SaveTask(session, changes, facts.Now);
            SaveAttempts(session, changes);
            SaveClaim(session, changes);
            SqliteAudit.Save(session, changes.Audit);
            if (changes.Entry is { } entry)
            {
                Book(session, changes.After, entry, facts.Now);
            }

            if (changes.EventKind is { } kind)
            {
                events.Add(Happened(session, changes, kind, facts.Now));
            }
        }

        SqliteAccounts.Save(session, facts.Accounts);
        SqlitePoolKeys.Save(session, facts.Pool);
        SqliteQueue.Save(session, facts.Queues);
        return events;
    }

    /// <summary>What is on disk may no longer be what was written last: a group was rolled back, or somebody else wrote.</summary>
    public void Forget() => newestEvent = null;

    private static void SaveTask(SqliteSession session, Changes changes, Instant now)
    {
        var task = changes.After;
        if (changes.Before is null)
        {
            var insert = session.Begin(InsertTask);
            TaskColumns.WriteAll(task, insert);
            insert.Add(changes.RequestJson);
            insert.Run();
            return;
        }

        // SQLite maintains every index that an assigned column is in, whether or not its value changes.
        var isEnding = changes.Before.IsTerminal || task.IsTerminal;
        var update = session.Begin(isEnding ? UpdateAll : UpdateLiving);
        TaskColumns.WriteLiving(task, update);
        if (isEnding)
        {
            TaskColumns.WriteEnding(task, update);
        }

        update.Add(TaskHistory.Added(changes, now));
        update.Add(task.Id);
        update.Add(changes.Before.Version);
        if (update.Run() != 1)
        {
            throw new InvalidOperationException($"Task {task.Id} is not at version {changes.Before.Version}, which was loaded under the write lock.");
        }
    }

    private static void SaveAttempts(SqliteSession session, Changes changes)
    {
        if (changes.Closed is { } closing)
        {
            var close = session.Begin(CloseAttempt);
            close.Add(closing.Outcome);
            close.Add(closing.Detail);
            close.Add(closing.At.UnixMilliseconds);
            close.Add(changes.After.Id);
            close.Add(closing.Number);
            close.Run();
        }

        if (changes.Opened is { } attempt)
        {
            var open = session.Begin(OpenAttempt);
            open.Add(attempt.Id);
            open.Add(attempt.TaskId);
            open.Add(attempt.Number);
            open.Add(attempt.Upstream);
            open.Add(attempt.PoolKey);
            open.Add(attempt.OpenedAt.UnixMilliseconds);
            open.Run();
        }
    }

    private static void SaveClaim(SqliteSession session, Changes changes)
    {
        if (changes.Claimed is { } claim)
        {
            session.Execute("DELETE FROM idempotency_keys WHERE expires_at <= @now", ("now", claim.MadeAt.UnixMilliseconds));
            session.Execute(
                "INSERT INTO idempotency_keys (key_id, key, fingerprint, task_id, expires_at) VALUES (@key_id, @key, @fingerprint, @task, @expires)",
                ("key_id", changes.After.KeyId), ("key", claim.Key), ("fingerprint", claim.Fingerprint), ("task", changes.After.Id), ("expires", claim.ExpiresAt.UnixMilliseconds));
        }

        if (changes.ReleasesClaim)
        {
            session.Execute("DELETE FROM idempotency_keys WHERE task_id = @task", ("task", changes.After.Id));
        }
    }

    private static void Book(SqliteSession session, TaskRecord task, LedgerEntry entry, Instant now)
    {
        var line = session.Begin(InsertLine);
        line.Add(task.Id);
        line.Add(task.KeyId);
        line.Add(task.Team);
        line.Add(entry.Kind);
        line.Add(entry.Reserved.Micros);
        line.Add(entry.Charged.Micros);
        line.Add(now.UnixMilliseconds);
        line.Run();
    }

    private TaskEvent Happened(SqliteSession session, Changes changes, string kind, Instant now)
    {
        newestEvent ??= session.First("SELECT COALESCE(MAX(id), 0) FROM events", row => row.GetInt64(0));
        var happened = new TaskEvent((newestEvent += 1).Value, changes.After.Id, kind, now, changes);
        var insert = session.Begin(InsertEvent);
        insert.Add(happened.Id);
        insert.Add(happened.TaskId);
        insert.Add(kind);
        insert.Add(now.UnixMilliseconds);
        insert.Run();
        return happened;
    }
}

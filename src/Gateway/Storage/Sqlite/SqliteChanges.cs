using Gateway.Quotas;
using Gateway.Tasks;

namespace Gateway.Storage.Sqlite;

/// <summary>Writes what a group of decisions has changed: its rows in their order, then each sum and count once.</summary>
internal sealed class SqliteChanges
{
    private static readonly string InsertTask =
        $"INSERT INTO tasks ({TaskColumns.All}, request) VALUES ({TaskColumns.Parameters}, @request)";

    private static readonly string UpdateLiving =
        $"UPDATE tasks SET {TaskColumns.LivingAssignments}, leased_from = NULL WHERE id = @id AND version = @version - 1";

    private static readonly string UpdateAll =
        $"UPDATE tasks SET {TaskColumns.AllAssignments}, leased_from = NULL WHERE id = @id AND version = @version - 1";

    private long? newestEvent;

    /// <returns>The events, to be told of once they are committed.</returns>
    public IReadOnlyList<TaskEvent> Save(SqliteSession session, Facts facts)
    {
        var events = new List<TaskEvent>(facts.Made.Count);
        foreach (var changes in facts.Made)
        {
            SaveTask(session, changes);
            SaveAttempts(session, changes);
            SaveClaim(session, changes);
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

    private static void SaveTask(SqliteSession session, Changes changes)
    {
        var task = changes.After;
        if (changes.Before is null)
        {
            session.Execute(
                InsertTask,
                [.. TaskColumns.FixedValues(task), .. TaskColumns.LivingValues(task), .. TaskColumns.EndingValues(task), ("request", changes.RequestJson)]);
            return;
        }

        // SQLite maintains every index that an assigned column is in, whether or not its value changes.
        var updated = changes.Before.IsTerminal || task.IsTerminal
            ? session.Execute(UpdateAll, [.. TaskColumns.LivingValues(task), .. TaskColumns.EndingValues(task), ("id", task.Id)])
            : session.Execute(UpdateLiving, [.. TaskColumns.LivingValues(task), ("id", task.Id)]);
        if (updated != 1)
        {
            throw new InvalidOperationException($"Task {task.Id} is not at version {task.Version - 1}, which was loaded under the write lock.");
        }
    }

    private static void SaveAttempts(SqliteSession session, Changes changes)
    {
        if (changes.Closed is { } closing)
        {
            session.Execute(
                "UPDATE attempts SET outcome = @outcome, detail = @detail, closed_at = @at WHERE task_id = @task AND number = @number",
                ("outcome", closing.Outcome), ("detail", closing.Detail), ("at", closing.At), ("task", changes.After.Id), ("number", closing.Number));
        }

        if (changes.Opened is { } attempt)
        {
            session.Execute(
                "INSERT INTO attempts (id, task_id, number, upstream, pool_key, opened_at) VALUES (@id, @task, @number, @upstream, @pool_key, @opened_at)",
                ("id", attempt.Id), ("task", attempt.TaskId), ("number", attempt.Number),
                ("upstream", attempt.Upstream), ("pool_key", attempt.PoolKey), ("opened_at", attempt.OpenedAt));
        }
    }

    private static void SaveClaim(SqliteSession session, Changes changes)
    {
        if (changes.Claimed is { } claim)
        {
            session.Execute("DELETE FROM idempotency_keys WHERE expires_at <= @now", ("now", claim.MadeAt));
            session.Execute(
                "INSERT INTO idempotency_keys (key_id, key, fingerprint, task_id, expires_at) VALUES (@key_id, @key, @fingerprint, @task, @expires)",
                ("key_id", changes.After.KeyId), ("key", claim.Key), ("fingerprint", claim.Fingerprint), ("task", changes.After.Id), ("expires", claim.ExpiresAt));
        }

        if (changes.ReleasesClaim)
        {
            session.Execute("DELETE FROM idempotency_keys WHERE task_id = @task", ("task", changes.After.Id));
        }
    }

    private static void Book(SqliteSession session, TaskRecord task, LedgerEntry entry, long now) => session.Execute(
        "INSERT INTO ledger (task_id, key_id, team, kind, reserved, charged, at) VALUES (@task, @key, @team, @kind, @reserved, @charged, @at)",
        ("task", task.Id), ("key", task.KeyId), ("team", task.Team), ("kind", entry.Kind),
        ("reserved", entry.Reserved), ("charged", entry.Charged), ("at", now));

    private TaskEvent Happened(SqliteSession session, Changes changes, string kind, long now)
    {
        newestEvent ??= session.First("SELECT COALESCE(MAX(id), 0) FROM events", row => row.GetInt64(0));
        var happened = new TaskEvent((newestEvent += 1).Value, changes.After.Id, kind, now, changes);
        session.Execute(
            "INSERT INTO events (id, task_id, kind, at) VALUES (@id, @task, @kind, @at)",
            ("id", happened.Id), ("task", happened.TaskId), ("kind", kind), ("at", now));
        return happened;
    }
}

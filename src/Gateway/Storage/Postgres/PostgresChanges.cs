using Gateway.Tasks;

namespace Gateway.Storage.Postgres;

/// <summary>Writes what a group of decisions has changed: each kind of row with one statement, and each sum and count once.</summary>
internal sealed class PostgresChanges(string replica)
{
    private static readonly string[] Changing = TaskColumns.Changing.Split(", ");
    private static readonly int LivingCount = Changing.Length;

    private readonly PostgresSums sums = new();

    /// <returns>The events, which have their ids when the batch has run.</returns>
    public IReadOnlyList<TaskEvent> Save(PostgresBatch batch, Facts facts)
    {
        SaveTasks(batch, facts);
        SaveAttempts(batch, facts.Made);
        SaveClaims(batch, facts.Made);
        SaveLedger(batch, facts);
        foreach (var changes in facts.Made)
        {
            PostgresAudit.Save(batch, changes.Audit);
        }

        sums.Save(batch, facts);
        return SaveEvents(batch, facts);
    }

    /// <summary>What was saved is on disk.</summary>
    public void Saved(Facts facts) => sums.Saved(facts);

    private void SaveTasks(PostgresBatch batch, Facts facts)
    {
        var inserted = new PostgresRows(TaskColumns.Count + 2);
        var updated = new PostgresRows(LivingCount + 3);
        var schedule = new PostgresSchedule(replica);
        // A task that two of the group have changed is written as the last one leaves it.
        foreach (var task in facts.Made.GroupBy(changes => changes.After.Id))
        {
            var (first, last) = (task.First(), task.Last().After);
            var history = string.Concat(task.Select(changes => TaskHistory.Added(changes, facts.Now)));
            schedule.Add(first.Before, last);
            if (first.Before is null)
            {
                TaskColumns.WriteAll(last, inserted);
                inserted.Add(first.RequestJson);
                inserted.Add(history);
            }
            else
            {
                TaskColumns.WriteLiving(last, updated);
                TaskColumns.WriteEnding(last, updated);
                updated.Add(history);
                updated.Add(last.Id);
                updated.Add(first.Before.Version);
            }
        }

        if (inserted.Count > 0)
        {
            batch.Do($"INSERT INTO tasks ({TaskColumns.All}, request, {TaskColumns.History}) SELECT * FROM {inserted.Unnest()}", inserted);
        }

        if (updated.Count > 0)
        {
            batch.Ask(
                $"""
                WITH saved AS (
                    UPDATE tasks SET {string.Join(", ", Changing.Select(column => $"{column} = new.{column}"))}, history = tasks.history || new.history
                    FROM {updated.Unnest()} AS new ({TaskColumns.Changing}, history, id, seen)
                    WHERE tasks.id = new.id AND tasks.version = new.seen RETURNING 1)
                SELECT expect_rows((SELECT COUNT(*) FROM saved), ${LivingCount + 4})
                """,
                _ => { },
                updated,
                updated.Count);
        }

        schedule.Save(batch);
    }

    private void SaveAttempts(PostgresBatch batch, IReadOnlyList<Changes> made)
    {
        var opened = new PostgresRows(7);
        var closed = new PostgresRows(5);
        foreach (var changes in made)
        {
            if (changes.Opened is { } attempt)
            {
                opened.Add(attempt.Id);
                opened.Add(attempt.TaskId);
                opened.Add(attempt.Number);
                opened.Add(attempt.Upstream);
                opened.Add(attempt.PoolKey);
                opened.Add(attempt.OpenedAt.UnixMilliseconds);
                opened.Add(replica);
            }

            if (changes.Closed is { } closing)
            {
                closed.Add(closing.Outcome);
                closed.Add(closing.Detail);
                closed.Add(closing.At.UnixMilliseconds);
                closed.Add(changes.After.Id);
                closed.Add(closing.Number);
            }
        }

        if (opened.Count > 0)
        {
            batch.Do($"INSERT INTO attempts (id, task_id, number, upstream, pool_key, opened_at, replica) SELECT * FROM {opened.Unnest()}", opened);
        }

        if (closed.Count > 0)
        {
            batch.Do(
                $"""
                UPDATE attempts SET outcome = new.outcome, detail = new.detail, closed_at = new.at
                FROM {closed.Unnest()} AS new (outcome, detail, at, task_id, number)
                WHERE attempts.task_id = new.task_id AND attempts.number = new.number
                """,
                closed);
        }
    }

    private static void SaveClaims(PostgresBatch batch, IReadOnlyList<Changes> made)
    {
        var claimed = new PostgresRows(5);
        foreach (var (task, claim) in from changes in made where changes.Claimed is not null select (changes.After, changes.Claimed))
        {
            claimed.Add(task.KeyId);
            claimed.Add(claim.Key);
            claimed.Add(claim.Fingerprint);
            claimed.Add(task.Id);
            claimed.Add(claim.ExpiresAt.UnixMilliseconds);
        }

        if (claimed.Count > 0)
        {
            batch.Do(
                "DELETE FROM idempotency_keys WHERE expires_at <= $1",
                made.Where(changes => changes.Claimed is not null).Max(changes => changes.Claimed!.MadeAt.UnixMilliseconds));
            batch.Do($"INSERT INTO idempotency_keys (key_id, key, fingerprint, task_id, expires_at) SELECT * FROM {claimed.Unnest()}", claimed);
        }

        string[] released = [.. from changes in made where changes.ReleasesClaim select changes.After.Id];
        if (released.Length > 0)
        {
            batch.Do("DELETE FROM idempotency_keys WHERE task_id = ANY($1)", [released]);
        }
    }

    private static void SaveLedger(PostgresBatch batch, Facts facts)
    {
        var lines = new PostgresRows(7);
        foreach (var (task, line) in from changes in facts.Made where changes.Entry is not null select (changes.After, changes.Entry!.Value))
        {
            lines.Add(task.Id);
            lines.Add(task.KeyId);
            lines.Add(task.Team);
            lines.Add(line.Kind);
            lines.Add(line.Reserved.Micros);
            lines.Add(line.Charged.Micros);
            lines.Add(facts.Now.UnixMilliseconds);
        }

        if (lines.Count > 0)
        {
            batch.Do($"INSERT INTO ledger (task_id, key_id, team, kind, reserved, charged, at) SELECT * FROM {lines.Unnest()}", lines);
        }
    }

    private List<TaskEvent> SaveEvents(PostgresBatch batch, Facts facts)
    {
        var happened = new List<TaskEvent>();
        var visible = facts.Made.Where(changes => changes.EventKind is not null).ToList();
        if (visible.Count == 0)
        {
            return happened;
        }

        var rows = new PostgresRows(4);
        foreach (var changes in visible)
        {
            rows.Add(changes.After.Id);
            rows.Add(changes.EventKind);
            rows.Add(facts.Now.UnixMilliseconds);
            rows.Add(replica);
        }

        // Ids are given out in the order of the rows, and no other group gets any meanwhile.
        batch.Ask(
            $"INSERT INTO events (task_id, kind, at, replica) SELECT task_id, kind, at, replica FROM {rows.Unnest()} WITH ORDINALITY AS new (task_id, kind, at, replica, place) ORDER BY place RETURNING id",
            row => happened.Add(new TaskEvent(row.GetInt64(0), visible[happened.Count].After.Id, visible[happened.Count].EventKind!, facts.Now, visible[happened.Count])),
            rows);
        return happened;
    }
}

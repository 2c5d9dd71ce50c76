using Gateway.Tasks;

namespace Gateway.Storage.Postgres;

/// <summary>The rows of <c>schedule</c> that follow from a group's changes. Whoever changes a task gives its lease back with that.</summary>
internal sealed class PostgresSchedule(string replica)
{
    private readonly PostgresRows made = new(4);
    private readonly PostgresRows due = new(4);
    private readonly List<string> ended = [];

    /// <param name="before">The task as it is on disk; null when it comes to be.</param>
    public void Add(TaskRecord? before, TaskRecord after)
    {
        if (after.DueAt is { } at)
        {
            var rows = before is null ? made : due;
            rows.Add(after.Id);
            rows.Add(after.Upstream ?? "");
            rows.Add(at.UnixMilliseconds);
            rows.Add(after.State == TaskState.Submitting ? replica : null);
        }
        else if (before?.DueAt is not null)
        {
            ended.Add(after.Id);
        }
    }

    public void Save(PostgresBatch batch)
    {
        if (made.Count > 0)
        {
            batch.Do($"INSERT INTO schedule (task_id, upstream, due_at, owner) SELECT * FROM {made.Unnest()}", made);
        }

        if (due.Count > 0)
        {
            batch.Do(
                $"""
                INSERT INTO schedule (task_id, upstream, due_at, owner) SELECT * FROM {due.Unnest()}
                ON CONFLICT (task_id) DO UPDATE
                SET upstream = excluded.upstream, due_at = excluded.due_at, owner = excluded.owner, leased_until = NULL, leased_by = NULL
                """,
                due);
        }

        if (ended.Count > 0)
        {
            batch.Do("DELETE FROM schedule WHERE task_id = ANY($1)", [ended.ToArray()]);
        }
    }
}

using Gateway.Canonical;
using Gateway.Quotas;
using Gateway.Routing;
using Gateway.Tasks;

namespace Gateway.Storage.Sqlite;

/// <summary>What operators read about tasks in the same file.</summary>
internal sealed class SqliteTaskReports(SqliteReaders readers) : ITaskReports
{
    /// <summary>What is counted of tasks that have ended: completed, failed, seconds, charged and refunded.</summary>
    public const string Ended =
        """
        COUNT(*) FILTER (WHERE status = 'completed') AS completed, COUNT(*) FILTER (WHERE status = 'failed') AS failed,
        COALESCE(SUM(CASE WHEN state = 'completed' THEN json_extract(request, '$.duration') END), 0) AS seconds,
        COALESCE(SUM(price_micros) FILTER (WHERE money = 'charged'), 0) AS charged,
        COALESCE(SUM(price_micros) FILTER (WHERE money = 'refunded'), 0) AS refunded
        """;

    private const string DetailColumns = TaskColumns.All + ", json_extract(request, '$.mode') AS mode";

    /// <summary>Written as the index on it is, or it would not be used.</summary>
    private const string Unresolved = "(state = 'unknown' OR (state = 'failed' AND money = 'reserved'))";

    /// <summary>As <see cref="TaskRecord.IsUnresolved"/>.</summary>
    private const string UnresolvedNow =
        $"{Unresolved} AND (state = 'unknown' OR upstream_task_id IS NULL OR unknown_since IS NOT NULL OR due_at IS NULL)";

    private static readonly Dictionary<string, string> Columns = new()
    {
        ["team"] = "team", ["key"] = "key_id", ["model"] = "model", ["upstream"] = "upstream",
    };

    private static readonly Dictionary<string, string> States = Enum.GetValues<TaskState>().Select(TaskStateNames.Word)
        .Select(word => (Word: word, Term: $"state = '{word}'"))
        .Append((TaskFilter.Unresolved, Unresolved))
        .ToDictionary();

    public ValueTask<IReadOnlyList<TaskDetails>> Tasks(TaskFilter filter) => readers.Read<IReadOnlyList<TaskDetails>>(session =>
    {
        (string Name, string? Value)[] wanted = [("status", filter.Status), ("team", filter.Team), ("upstream", filter.Upstream)];
        var given = wanted.Where(column => column.Value is not null).ToList();
        string[] terms = ["id < @after", .. filter.State is null ? [] : new[] { States[filter.State] }, .. given.Select(column => $"{column.Name} = @{column.Name}")];
        var found = session.All(
            $"SELECT {DetailColumns} FROM tasks WHERE {string.Join(" AND ", terms)} ORDER BY id DESC LIMIT @limit",
            ReadTask,
            [("after", filter.Before), .. given, ("limit", filter.Limit)]);
        return [.. found.Select(task => WithHistory(session, task))];
    });

    public ValueTask<TaskDetails?> Task(string id) => readers.Read(session =>
        session.First($"SELECT {DetailColumns} FROM tasks WHERE id = @id", ReadTask, ("id", id)) is { } task ? WithHistory(session, task) : null);

    /// <summary>Ids sort by time, so the primary key finds the tasks of a time: no index that every create would pay for.</summary>
    public ValueTask<IReadOnlyList<UsageRow>> Usage(UsageQuery query) => readers.Read<IReadOnlyList<UsageRow>>(session =>
    {
        var groups = string.Join(", ", query.Groups.Select(group => Columns[group]));
        var (more, grouped) = groups == "" ? ("", "") : (", " + groups, "GROUP BY " + groups);
        return session.All(
            $"""
            SELECT COALESCE(SUM(queued), 0), COALESCE(SUM(in_progress), 0), COALESCE(SUM(completed), 0), COALESCE(SUM(failed), 0), COALESCE(SUM(unknown), 0),
                COALESCE(SUM(seconds), 0), COALESCE(SUM(reserved), 0), COALESCE(SUM(charged), 0), COALESCE(SUM(refunded), 0){more}
            FROM (
                SELECT COUNT(*) FILTER (WHERE status = 'queued' AND state <> 'unknown') AS queued, COUNT(*) FILTER (WHERE status = 'in_progress') AS in_progress,
                    COUNT(*) FILTER (WHERE state = 'unknown') AS unknown, SUM(price_micros) FILTER (WHERE money = 'reserved') AS reserved, {Ended}{more}
                FROM tasks WHERE id >= @first AND id < @last AND created_at >= @from AND created_at < @to {grouped}
                UNION ALL
                SELECT 0, 0, 0, 0, SUM(completed), SUM(failed), SUM(seconds), SUM(charged), SUM(refunded){more}
                FROM (SELECT day, team, key_id, model, NULLIF(upstream, '') AS upstream, completed, failed, seconds, charged, refunded FROM usage_days) AS gone
                WHERE day >= @first_day AND day < @end_day {grouped}) AS parts
            {grouped} {(groups == "" ? "" : $"ORDER BY {groups}")}
            """,
            row => new UsageRow(
                [.. query.Groups.Select((_, index) => row.Text(9 + index))],
                row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4),
                row.GetInt64(5), row.Credits(6), row.Credits(7), row.Credits(8)),
            ("first", IdSource.TaskIdAt(query.From - IdSource.Slack)), ("last", IdSource.TaskIdAt(query.To + IdSource.Slack)),
            ("from", query.From.UnixMilliseconds), ("to", query.To.UnixMilliseconds),
            ("first_day", query.FirstDay), ("end_day", query.EndDay));
    });

    /// <summary>The index of due tasks has all that is asked for: the rows, which are wide, are not looked at.</summary>
    public ValueTask<StoreFigures> Figures() => readers.Read(session => new StoreFigures(
        session.All(
            """
            SELECT state, live, (SELECT created_at FROM tasks WHERE id = oldest) FROM (
                SELECT state, COUNT(*) AS live, MIN(id) AS oldest FROM tasks INDEXED BY tasks_due
                WHERE due_at IS NOT NULL AND state <> 'failed' GROUP BY state)
            """,
            row => new StateFigures(row.GetString(0), row.GetInt64(1), row.Time(2))),
        session.First($"SELECT COUNT(*) FROM tasks WHERE {UnresolvedNow}", row => row.GetInt64(0)),
        session.First("SELECT COALESCE(SUM(reserved), 0) FROM spending WHERE account = 'team'", row => row.Credits(0)),
        session.All("SELECT upstream, pool_key, in_flight FROM pool_keys", row => (new PoolKeyId(row.GetString(0), row.GetString(1)), row.GetInt64(2)))));

    private static TaskDetails ReadTask(IRow row) => new(TaskColumns.Read(row), row.Text(TaskColumns.Count), [], []);

    private static TaskDetails WithHistory(SqliteSession session, TaskDetails details) => details with
    {
        Attempts = session.All(
            "SELECT id, number, upstream, pool_key, opened_at, outcome, detail, closed_at FROM attempts WHERE task_id = @task ORDER BY number",
            row => new AttemptDetails(
                row.GetString(0), row.GetInt32(1), row.GetString(2), row.GetString(3), row.Time(4),
                row.Text(5), row.Text(6), row.TimeIfAny(7)),
            ("task", details.Task.Id)),
        Ledger = session.All(
            "SELECT kind, reserved, charged, at FROM ledger WHERE task_id = @task ORDER BY id",
            row => new LedgerLine(new LedgerEntry(row.GetString(0), row.Credits(1), row.Credits(2)), row.Time(3)),
            ("task", details.Task.Id)),
    };
}

using Gateway.Canonical;
using Gateway.Quotas;
using Gateway.Routing;
using Gateway.Tasks;

namespace Gateway.Storage.Postgres;

/// <summary>What operators read about tasks in the same database.</summary>
internal sealed class PostgresTaskReports(PostgresSource source) : ITaskReports
{
    /// <summary>What is counted of tasks that have ended: completed, failed, seconds, charged and refunded.</summary>
    public const string Ended =
        """
        COUNT(*) FILTER (WHERE status = 'completed') AS completed, COUNT(*) FILTER (WHERE status = 'failed') AS failed,
        COALESCE(SUM(CASE WHEN state = 'completed' THEN (request::json ->> 'duration')::bigint END), 0)::bigint AS seconds,
        COALESCE(SUM(price_micros) FILTER (WHERE money = 'charged'), 0)::bigint AS charged,
        COALESCE(SUM(price_micros) FILTER (WHERE money = 'refunded'), 0)::bigint AS refunded
        """;

    private const string DetailColumns = TaskColumns.All + ", request::json ->> 'mode' AS mode";

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

    public async ValueTask<IReadOnlyList<TaskDetails>> Tasks(TaskFilter filter)
    {
        (string Name, string? Value)[] wanted = [("status", filter.Status), ("team", filter.Team), ("upstream", filter.Upstream)];
        var given = wanted.Where(column => column.Value is not null).ToList();
        string[] terms =
        [
            "id < $1",
            .. filter.State is null ? [] : new[] { States[filter.State] },
            .. given.Select((column, index) => $"{column.Name} = ${index + 3}"),
        ];
        return await WithHistory(await source.All(
            $"SELECT {DetailColumns} FROM tasks WHERE {string.Join(" AND ", terms)} ORDER BY id DESC LIMIT $2",
            ReadTask,
            [filter.Before, filter.Limit, .. given.Select(column => column.Value)]));
    }

    public async ValueTask<TaskDetails?> Task(string id) =>
        await source.First($"SELECT {DetailColumns} FROM tasks WHERE id = $1", ReadTask, id) is { } task ? (await WithHistory([task]))[0] : null;

    /// <summary>Ids sort by time, so the primary key finds the tasks of a time: no index that every create would pay for.</summary>
    public async ValueTask<IReadOnlyList<UsageRow>> Usage(UsageQuery query)
    {
        var groups = string.Join(", ", query.Groups.Select(group => Columns[group]));
        var (more, grouped) = groups == "" ? ("", "") : (", " + groups, "GROUP BY " + groups);
        return await source.All(
            $"""
            SELECT COALESCE(SUM(queued), 0)::bigint, COALESCE(SUM(in_progress), 0)::bigint, COALESCE(SUM(completed), 0)::bigint, COALESCE(SUM(failed), 0)::bigint, COALESCE(SUM(unknown), 0)::bigint,
                COALESCE(SUM(seconds), 0)::bigint, COALESCE(SUM(reserved), 0)::bigint, COALESCE(SUM(charged), 0)::bigint, COALESCE(SUM(refunded), 0)::bigint{more}
            FROM (
                SELECT COUNT(*) FILTER (WHERE status = 'queued' AND state <> 'unknown') AS queued, COUNT(*) FILTER (WHERE status = 'in_progress') AS in_progress,
                    COUNT(*) FILTER (WHERE state = 'unknown') AS unknown, SUM(price_micros) FILTER (WHERE money = 'reserved') AS reserved, {Ended}{more}
                FROM tasks WHERE id >= $1 AND id < $2 AND created_at >= $3 AND created_at < $4 {grouped}
                UNION ALL
                SELECT 0, 0, 0, 0, SUM(completed), SUM(failed), SUM(seconds), SUM(charged), SUM(refunded){more}
                FROM (SELECT day, team, key_id, model, NULLIF(upstream, '') AS upstream, completed, failed, seconds, charged, refunded FROM usage_days) AS gone
                WHERE day >= $5 AND day < $6 {grouped}) AS parts
            {grouped} {(groups == "" ? "" : $"ORDER BY {string.Join(", ", query.Groups.Select(group => Columns[group] + " NULLS FIRST"))}")}
            """,
            row => new UsageRow(
                [.. query.Groups.Select((_, index) => row.Text(9 + index))],
                row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4),
                row.GetInt64(5), row.Credits(6), row.Credits(7), row.Credits(8)),
            IdSource.TaskIdAt(query.From - IdSource.Slack), IdSource.TaskIdAt(query.To + IdSource.Slack), query.From.UnixMilliseconds, query.To.UnixMilliseconds,
            query.FirstDay, query.EndDay);
    }

    public async ValueTask<StoreFigures> Figures()
    {
        var (live, unresolved, reserved, inFlight) = (new List<StateFigures>(), 0L, Credits.Zero, new List<(PoolKeyId, long)>());
        var batch = new PostgresBatch();
        batch.Ask(
            """
            SELECT state, COUNT(*), MIN(created_at) FROM schedule JOIN tasks ON tasks.id = schedule.task_id
            WHERE state <> 'failed' GROUP BY state
            """,
            row => live.Add(new StateFigures(row.GetString(0), row.GetInt64(1), row.Time(2))));
        batch.Ask($"SELECT COUNT(*) FROM tasks WHERE {UnresolvedNow}", row => unresolved = row.GetInt64(0));
        batch.Ask("SELECT COALESCE(SUM(reserved), 0)::bigint FROM spending WHERE account = 'team'", row => reserved = row.Credits(0));
        batch.Ask("SELECT upstream, pool_key, in_flight FROM pool_keys", row => inFlight.Add((new PoolKeyId(row.GetString(0), row.GetString(1)), row.GetInt64(2))));
        await source.Run(batch);
        return new StoreFigures(live, unresolved, reserved, inFlight);
    }

    private static TaskDetails ReadTask(IRow row) => new(TaskColumns.Read(row), row.Text(TaskColumns.Count), [], []);

    private async Task<IReadOnlyList<TaskDetails>> WithHistory(List<TaskDetails> found)
    {
        var ids = found.Select(details => details.Task.Id).ToArray();
        var (attempts, lines) = (new List<(string Task, AttemptDetails Attempt)>(), new List<(string Task, LedgerLine Line)>());
        var batch = new PostgresBatch();
        batch.Ask(
            "SELECT id, number, upstream, pool_key, opened_at, outcome, detail, closed_at, task_id FROM attempts WHERE task_id = ANY($1) ORDER BY task_id, number",
            row => attempts.Add((row.GetString(8), new AttemptDetails(
                row.GetString(0), row.GetInt32(1), row.GetString(2), row.GetString(3), row.Time(4), row.Text(5), row.Text(6), row.TimeIfAny(7)))),
            [ids]);
        batch.Ask(
            "SELECT kind, reserved, charged, at, task_id FROM ledger WHERE task_id = ANY($1) ORDER BY id",
            row => lines.Add((row.GetString(4), new LedgerLine(new LedgerEntry(row.GetString(0), row.Credits(1), row.Credits(2)), row.Time(3)))),
            [ids]);
        await source.Run(batch);
        var (attemptsOf, linesOf) = (attempts.ToLookup(entry => entry.Task, entry => entry.Attempt), lines.ToLookup(entry => entry.Task, entry => entry.Line));
        return [.. found.Select(details => details with { Attempts = [.. attemptsOf[details.Task.Id]], Ledger = [.. linesOf[details.Task.Id]] })];
    }
}

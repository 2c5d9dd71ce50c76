using System.Globalization;
using Gateway.Canonical;
using Gateway.Quotas;
using Gateway.Routing;
using Gateway.Tasks;

namespace Gateway.Storage.Postgres;

/// <summary>What operators read about tasks in the same database.</summary>
internal sealed class PostgresTaskReports(PostgresSource source) : ITaskReports
{
    /// <summary>What is counted of tasks that have ended: completed, failed, seconds, charged and refunded.</summary>
    public const string Outcomes =
        """
        COUNT(*) FILTER (WHERE status = 'completed') AS completed, COUNT(*) FILTER (WHERE status = 'failed') AS failed,
        COALESCE(SUM(CASE WHEN state = 'completed' THEN (request::json ->> 'duration')::bigint END), 0)::bigint AS seconds,
        COALESCE(SUM(price_micros) FILTER (WHERE money = 'charged'), 0)::bigint AS charged,
        COALESCE(SUM(price_micros) FILTER (WHERE money = 'refunded'), 0)::bigint AS refunded
        """;

    private const string DetailColumns = $"{TaskColumns.All}, request, {TaskColumns.History}";

    private const string Live = "schedule JOIN tasks ON tasks.id = schedule.task_id WHERE completed_at IS NULL";
    private const string Ended = "tasks WHERE completed_at IS NOT NULL";

    /// <summary>Written as the index on it is, or it would not be used.</summary>
    private const string Unresolved = "(state = 'unknown' OR (state = 'failed' AND money = 'reserved'))";

    /// <summary>As <see cref="TaskRecord.IsUnresolved"/>.</summary>
    private const string UnresolvedNow =
        $"{Unresolved} AND (state = 'unknown' OR upstream_task_id IS NULL OR unknown_since IS NOT NULL OR due_at IS NULL)";

    public async ValueTask<IReadOnlyList<TaskDetails>> Tasks(TaskFilter filter)
    {
        var search = Search(filter);
        var ids = search.Ids(filter);
        return await WithRest(await source.All(
            $"SELECT {DetailColumns} FROM tasks WHERE id IN ({ids}) ORDER BY id DESC LIMIT {filter.Limit.ToString(CultureInfo.InvariantCulture)}",
            ReadTask,
            [.. search.Values]));
    }

    public async ValueTask<CreditTotals> Sums(TaskFilter filter)
    {
        var search = Search(filter);
        return (await source.First(search.Sums(), row => new CreditTotals(row.Credits(0), row.Credits(1), row.Credits(2)), [.. search.Values]))!;
    }

    public async ValueTask<TaskDetails?> Task(string id) =>
        await source.First($"SELECT {DetailColumns} FROM tasks WHERE id = $1", ReadTask, id) is { } task ? (await WithRest([task]))[0] : null;

    public async ValueTask<IReadOnlyList<UsageRow>> Usage(UsageQuery query)
    {
        var search = new UsageSearch(query, Outcomes, Ended, Parameter);
        return UsageTimes.With(
            await source.All(search.Rows(), search.Read, [.. search.Values]), await source.All(search.Times(), search.ReadTime, [.. search.Values]));
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

    public async ValueTask<IReadOnlyList<ReplicaFigures>> Replicas() => await source.All(
        "SELECT id, (EXTRACT(EPOCH FROM started_at) * 1000)::bigint, (EXTRACT(EPOCH FROM seen_at) * 1000)::bigint FROM replicas ORDER BY started_at, id",
        row => new ReplicaFigures(row.GetString(0), row.Time(1), row.Time(2)));

    public async ValueTask<IReadOnlyList<TaskDuration>> Completed(int limit) => await source.All(
        $"SELECT model, upstream, created_at, accepted_at, completed_at FROM {Ended} AND status = 'completed' ORDER BY id DESC LIMIT $1",
        row => new TaskDuration(row.GetString(0), row.GetString(1), row.Time(2), row.TimeIfAny(3), row.SecondIfAny(4)!.Value),
        limit);

    private static TaskSearch Search(TaskFilter filter) =>
        new(filter, Live, Ended, $"tasks WHERE {Unresolved}", Parameter);

    private static string Parameter(int number) => string.Create(CultureInfo.InvariantCulture, $"${number}");

    private static TaskDetails ReadTask(IRow row)
    {
        var task = TaskColumns.Read(row);
        return new(task, row.GetString(TaskColumns.Count), TaskHistory.Read(row.GetString(TaskColumns.Count + 1), task.CreatedAt), [], []);
    }

    private async Task<IReadOnlyList<TaskDetails>> WithRest(List<TaskDetails> found)
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

using Gateway.Canonical;
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

    private const string Live = "schedule JOIN tasks ON tasks.id = schedule.task_id WHERE completed_at IS NULL";
    private const string Ended = "tasks WHERE completed_at IS NOT NULL";

    /// <summary>What the index on it says.</summary>
    private const string Unresolved = "unresolved = 1";

    /// <summary>As <see cref="TaskRecord.IsUnresolved"/>.</summary>
    private const string UnresolvedNow =
        $"{Unresolved} AND (state = 'unknown' OR upstream_task_id IS NULL OR unknown_since IS NOT NULL OR due_at IS NULL)";

    public async ValueTask<IReadOnlyList<TaskDetails>> Tasks(TaskFilter filter)
    {
        var search = Search(filter);
        return await WithRest(await source.All(search.Page(filter), TaskDetailColumns.Read, [.. search.Values]));
    }

    public async ValueTask<CreditTotals> Sums(TaskFilter filter)
    {
        var search = Search(filter);
        return (await source.First(search.Sums(), TaskSearch.ReadSums, [.. search.Values]))!;
    }

    public async ValueTask<TaskDetails?> Task(string id) =>
        await source.First($"SELECT {TaskDetailColumns.All} FROM tasks WHERE id = $1", TaskDetailColumns.Read, id) is { } task ? (await WithRest([task]))[0] : null;

    public async ValueTask<IReadOnlyList<UsageRow>> Usage(UsageQuery query)
    {
        var search = new UsageSearch(query, Outcomes, Ended, PostgresBatch.Place);
        return UsageTimes.With(
            await source.All(search.Rows(), search.Read, [.. search.Values]), await source.All(search.Times(), search.ReadTime, [.. search.TimeValues]));
    }

    public async ValueTask<StoreFigures> Figures()
    {
        var (live, unresolved, reserved, callbacks, inFlight) = (new List<StateFigures>(), 0L, Credits.Zero, 0L, new List<(PoolKeyId, long)>());
        var batch = new PostgresBatch();
        batch.Ask(
            """
            SELECT state, COUNT(*), MIN(created_at) FROM schedule JOIN tasks ON tasks.id = schedule.task_id
            WHERE state <> 'failed' GROUP BY state
            """,
            row => live.Add(new StateFigures(row.GetString(0), row.GetInt64(1), row.Time(2))));
        batch.Ask($"SELECT COUNT(*) FROM tasks WHERE {UnresolvedNow}", row => unresolved = row.GetInt64(0));
        batch.Ask("SELECT COALESCE(SUM(reserved), 0)::bigint FROM spending WHERE account = 'team'", row => reserved = row.Credits(0));
        batch.Ask("SELECT COUNT(*) FROM callbacks WHERE due_at IS NOT NULL", row => callbacks = row.GetInt64(0));
        batch.Ask("SELECT upstream, pool_key, in_flight FROM pool_keys", row => inFlight.Add((new PoolKeyId(row.GetString(0), row.GetString(1)), row.GetInt64(2))));
        await source.Run(batch);
        return new StoreFigures(live, unresolved, reserved, callbacks, inFlight);
    }

    public async ValueTask<IReadOnlyList<ReplicaFigures>> Replicas() => await source.All(
        "SELECT id, (EXTRACT(EPOCH FROM started_at) * 1000)::bigint, (EXTRACT(EPOCH FROM seen_at) * 1000)::bigint FROM replicas ORDER BY started_at, id",
        row => new ReplicaFigures(row.GetString(0), row.Time(1), row.Time(2)));

    public async ValueTask<IReadOnlyList<TaskDuration>> Completed(int limit) => await source.All(
        $"SELECT {TaskDetailColumns.Duration} FROM {Ended} AND status = 'completed' ORDER BY id DESC LIMIT $1", TaskDetailColumns.ReadDuration, limit);

    private static TaskSearch Search(TaskFilter filter) => new(filter, Live, Ended, $"tasks WHERE {Unresolved}", PostgresBatch.Place);

    private async Task<IReadOnlyList<TaskDetails>> WithRest(List<TaskDetails> found)
    {
        var ids = found.Select(details => details.Task.Id).ToArray();
        var (attempts, lines) = (new List<(string Task, AttemptDetails Attempt)>(), new List<(string Task, LedgerLine Line)>());
        var batch = new PostgresBatch();
        batch.Ask(
            $"SELECT {TaskDetailColumns.Attempt}, task_id FROM attempts WHERE task_id = ANY($1) ORDER BY task_id, number",
            row => attempts.Add((row.GetString(8), TaskDetailColumns.ReadAttempt(row))),
            [ids]);
        batch.Ask(
            $"SELECT {TaskDetailColumns.Line}, task_id FROM ledger WHERE task_id = ANY($1) ORDER BY id",
            row => lines.Add((row.GetString(4), TaskDetailColumns.ReadLine(row))),
            [ids]);
        await source.Run(batch);
        var (attemptsOf, linesOf) = (attempts.ToLookup(entry => entry.Task, entry => entry.Attempt), lines.ToLookup(entry => entry.Task, entry => entry.Line));
        return [.. found.Select(details => details with { Attempts = [.. attemptsOf[details.Task.Id]], Ledger = [.. linesOf[details.Task.Id]] })];
    }
}

using Gateway.Canonical;
using Gateway.Routing;
using Gateway.Tasks;

namespace Gateway.Storage.Sqlite;

/// <summary>What operators read about tasks in the same file.</summary>
internal sealed class SqliteTaskReports(SqliteReaders readers, TimeProvider time) : ITaskReports
{
    /// <summary>What is counted of tasks that have ended: completed, failed, seconds, charged and refunded.</summary>
    public const string Outcomes =
        """
        COUNT(*) FILTER (WHERE status = 'completed') AS completed, COUNT(*) FILTER (WHERE status = 'failed') AS failed,
        COALESCE(SUM(CASE WHEN state = 'completed' THEN json_extract(request, '$.duration') END), 0) AS seconds,
        COALESCE(SUM(price_micros) FILTER (WHERE money = 'charged'), 0) AS charged,
        COALESCE(SUM(price_micros) FILTER (WHERE money = 'refunded'), 0) AS refunded
        """;

    private const string Live = "tasks WHERE id IN (SELECT id FROM tasks INDEXED BY tasks_due WHERE due_at IS NOT NULL) AND completed_at IS NULL";
    private const string Ended = "tasks INDEXED BY tasks_ended WHERE completed_at IS NOT NULL";

    /// <summary>Written as the index on it is, or it would not be used.</summary>
    private const string Unresolved = "(state = 'unknown' OR (state = 'failed' AND money = 'reserved'))";

    /// <summary>As <see cref="TaskRecord.IsUnresolved"/>.</summary>
    private const string UnresolvedNow =
        $"{Unresolved} AND (state = 'unknown' OR upstream_task_id IS NULL OR unknown_since IS NOT NULL OR due_at IS NULL)";

    private readonly Instant begun = time.Now();

    public ValueTask<IReadOnlyList<TaskDetails>> Tasks(TaskFilter filter) => readers.Read<IReadOnlyList<TaskDetails>>(session =>
    {
        var search = Search(filter);
        var found = session.All(search.Page(filter), TaskDetailColumns.Read, SqliteParameters.Of(search.Values));
        return [.. found.Select(task => WithRest(session, task))];
    });

    public ValueTask<CreditTotals> Sums(TaskFilter filter)
    {
        var search = Search(filter);
        return readers.Read(session => session.First(search.Sums(), TaskSearch.ReadSums, SqliteParameters.Of(search.Values))!);
    }

    public ValueTask<TaskDetails?> Task(string id) => readers.Read(session =>
        session.First($"SELECT {TaskDetailColumns.All} FROM tasks WHERE id = @id", TaskDetailColumns.Read, ("id", id)) is { } task ? WithRest(session, task) : null);

    public ValueTask<IReadOnlyList<UsageRow>> Usage(UsageQuery query) => readers.Read(session =>
    {
        var search = new UsageSearch(query, Outcomes, Ended, SqliteParameters.Place);
        return UsageTimes.With(
            session.All(search.Rows(), search.Read, SqliteParameters.Of(search.Values)), session.All(search.Times(), search.ReadTime, SqliteParameters.Of(search.TimeValues)));
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
        session.First("SELECT COUNT(*) FROM callbacks WHERE due_at IS NOT NULL", row => row.GetInt64(0)),
        session.All("SELECT upstream, pool_key, in_flight FROM pool_keys", row => (new PoolKeyId(row.GetString(0), row.GetString(1)), row.GetInt64(2)))));

    /// <summary>The file has one process at a time.</summary>
    public ValueTask<IReadOnlyList<ReplicaFigures>> Replicas() =>
        ValueTask.FromResult<IReadOnlyList<ReplicaFigures>>([new ReplicaFigures(Environment.MachineName, begun, time.Now())]);

    public ValueTask<IReadOnlyList<TaskDuration>> Completed(int limit) => readers.Read<IReadOnlyList<TaskDuration>>(session => session.All(
        $"SELECT {TaskDetailColumns.Duration} FROM {Ended} AND status = 'completed' ORDER BY id DESC LIMIT @limit", TaskDetailColumns.ReadDuration, ("limit", limit)));

    private static TaskSearch Search(TaskFilter filter) => new(filter, Live, Ended, $"tasks WHERE {Unresolved}", SqliteParameters.Place);

    private static TaskDetails WithRest(SqliteSession session, TaskDetails details) => details with
    {
        Attempts = session.All(
            $"SELECT {TaskDetailColumns.Attempt} FROM attempts WHERE task_id = @task ORDER BY number", TaskDetailColumns.ReadAttempt, ("task", details.Task.Id)),
        Ledger = session.All($"SELECT {TaskDetailColumns.Line} FROM ledger WHERE task_id = @task ORDER BY id", TaskDetailColumns.ReadLine, ("task", details.Task.Id)),
    };
}

using Gateway.Canonical;
using Gateway.Tasks;

namespace Gateway.Storage;

/// <summary>A report's query as SQL.</summary>
/// <param name="outcomes">What is counted of tasks that have ended: completed, failed, seconds, charged and refunded.</param>
/// <param name="ended">Where tasks that have ended are found: a table and a condition.</param>
/// <param name="parameter">How a statement names its nth value.</param>
internal sealed class UsageSearch(UsageQuery query, string outcomes, string ended, Func<int, string> parameter)
{
    private const int SumCount = 9;
    private const int HourMilliseconds = 60 * 60 * 1000;

    /// <summary>Of a task's row, and of the sums that are left of tasks that are gone: those count as made at the beginning of their day.</summary>
    private static readonly Dictionary<string, (string OfTask, string OfDay)> Columns = new()
    {
        ["team"] = ("team", "team"),
        ["key"] = ("key_id", "key_id"),
        ["model"] = ("model", "model"),
        ["upstream"] = ("upstream", "NULLIF(upstream, '')"),
        ["day"] = ($"created_at / {UsageQuery.DayMilliseconds}", "day"),
        ["hour"] = ($"created_at / {HourMilliseconds}", $"day * {UsageQuery.DayMilliseconds / HourMilliseconds}"),
    };

    private readonly IReadOnlyList<string> names = [.. query.Groups.Select((_, index) => $"part{index}")];

    public IReadOnlyList<object?> Values { get; } =
    [
        .. OfTasks(query), query.FirstDay, query.EndDay,
    ];

    /// <summary>Those of <see cref="Times"/>.</summary>
    public IReadOnlyList<object?> TimeValues { get; } = OfTasks(query);

    private string Grouped => names.Count == 0 ? "" : $"GROUP BY {string.Join(", ", names)}";

    private string Ordered => names.Count == 0 ? "" : $"ORDER BY {string.Join(", ", names.Select(name => $"{name} NULLS FIRST"))}";

    /// <summary>Ids sort by time, so the primary key finds the tasks of a time.</summary>
    private string OfTime => $"id >= {parameter(1)} AND id < {parameter(2)} AND created_at >= {parameter(3)} AND created_at < {parameter(4)}{OfTeam}";

    private string OfTeam => query.Team is null ? "" : $" AND team = {parameter(5)}";

    private string OfDays => $"day >= {parameter(TimeValues.Count + 1)} AND day < {parameter(TimeValues.Count + 2)}{OfTeam}";

    /// <summary>Read by <see cref="Read"/>.</summary>
    public string Rows()
    {
        string[] sums = ["queued", "in_progress", "completed", "failed", "unknown", "seconds", "reserved", "charged", "refunded"];
        return $"""
            SELECT {string.Join(", ", sums.Select(sum => $"CAST(COALESCE(SUM({sum}), 0) AS BIGINT)"))}{Texts()}
            FROM (
                SELECT COUNT(*) FILTER (WHERE status = 'queued' AND state <> 'unknown') AS queued, COUNT(*) FILTER (WHERE status = 'in_progress') AS in_progress,
                    COUNT(*) FILTER (WHERE state = 'unknown') AS unknown, SUM(price_micros) FILTER (WHERE money = 'reserved') AS reserved, {outcomes}{Parts(column => column.OfTask)}
                FROM tasks WHERE {OfTime} {Grouped}
                UNION ALL
                SELECT 0, 0, 0, 0, SUM(completed), SUM(failed), SUM(seconds), SUM(charged), SUM(refunded){Parts(column => column.OfDay)}
                FROM usage_days WHERE {OfDays} {Grouped}) AS parts
            {Grouped} {Ordered}
            """;
    }

    /// <summary>How many completed tasks of each group took so many seconds, the fewest first; read by <see cref="ReadTime"/>.</summary>
    public string Times() =>
        $"""
        SELECT took, COUNT(*){Texts()}
        FROM (SELECT completed_at - created_at / 1000 AS took{Parts(column => column.OfTask)} FROM {ended} AND status = 'completed' AND {OfTime}) AS times
        GROUP BY {string.Join(", ", names.Prepend("took"))} ORDER BY took
        """;

    public UsageRow Read(IRow row) => new(
        Group(row, SumCount),
        row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4),
        row.GetInt64(5), row.Credits(6), row.Credits(7), row.Credits(8));

    public (IReadOnlyList<string?> Group, long Seconds, long Tasks) ReadTime(IRow row) => (Group(row, 2), row.GetInt64(0), row.GetInt64(1));

    private string Parts(Func<(string OfTask, string OfDay), string> column) =>
        string.Concat(query.Groups.Zip(names).Select(part => $", {column(Columns[part.First])} AS {part.Second}"));

    private string Texts() => string.Concat(names.Select(name => $", CAST({name} AS TEXT)"));

    private static object?[] OfTasks(UsageQuery query) =>
    [
        IdSource.TaskIdAt(query.From - IdSource.Slack), IdSource.TaskIdAt(query.To + IdSource.Slack), query.From.UnixMilliseconds, query.To.UnixMilliseconds,
        .. query.Team is null ? [] : new object?[] { query.Team },
    ];

    private List<string?> Group(IRow row, int first) => [.. names.Select((_, index) => row.Text(first + index))];
}

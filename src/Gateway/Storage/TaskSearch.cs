using Gateway.Canonical;
using Gateway.Quotas;
using Gateway.Tasks;

namespace Gateway.Storage;

/// <summary>
/// An operator's filter as SQL. Tasks that have ended are many, and an index has all that is asked for of them; live ones are
/// few, and their rows are read.
/// </summary>
internal sealed class TaskSearch
{
    private static readonly string[] Ends = [TaskState.Completed.Word(), TaskState.Failed.Word()];

    private static readonly string[] Moneys = [.. Enum.GetValues<Money>().Select(MoneyNames.Word)];

    private readonly Func<int, string> parameter;
    private readonly List<object?> values = [];
    private readonly IReadOnlyList<string> parts;

    /// <param name="live">Where unfinished tasks are found: a table and a condition.</param>
    /// <param name="ended">Where the others are.</param>
    /// <param name="unresolved">Where unresolved ones are.</param>
    /// <param name="parameter">How a statement names its nth value.</param>
    public TaskSearch(TaskFilter filter, string live, string ended, string unresolved, Func<int, string> parameter)
    {
        this.parameter = parameter;
        var isLive = IsLive(filter.Status) || (filter.State != TaskFilter.Unresolved && IsLive(filter.State));
        var isEnded = IsEnd(filter.Status) || IsEnd(filter.State);
        string[] places = filter.State == TaskFilter.Unresolved ? [unresolved] : isEnded ? [ended] : isLive ? [live] : [ended, live];
        var terms = string.Concat(Terms(filter).Select(term => $" AND {term.Text} {Value(term.Value)}"));
        parts = [.. places.Select(place => place + terms)];
    }

    public IReadOnlyList<object?> Values => values;

    /// <summary>A page of tasks, newest first; read by <see cref="TaskDetailColumns.Read"/>.</summary>
    public string Page(TaskFilter filter)
    {
        var (before, limit) = (Value(filter.Before), Value(filter.Limit));
        var ids = parts.Select((part, number) =>
            $"SELECT id FROM (SELECT tasks.id FROM {part} AND tasks.id < {before} ORDER BY tasks.id DESC LIMIT {limit}) AS part{number}");
        return $"SELECT {TaskDetailColumns.All} FROM tasks WHERE id IN ({string.Join(" UNION ALL ", ids)}) ORDER BY id DESC LIMIT {limit}";
    }

    /// <summary>What is reserved, charged and refunded of all tasks that match; read by <see cref="ReadSums"/>.</summary>
    public string Sums()
    {
        // Each part by itself: to hand on a million rows costs more than to read them.
        var sums = Moneys.Select(money => $"SUM(CASE WHEN money = '{money}' THEN price_micros END) AS {money}");
        var ofParts = parts.Select(part => $"SELECT {string.Join(", ", sums)} FROM {part}");
        return $"SELECT {string.Join(", ", Moneys.Select(money => $"CAST(COALESCE(SUM({money}), 0) AS BIGINT)"))} FROM ({string.Join(" UNION ALL ", ofParts)}) AS found";
    }

    public static CreditTotals ReadSums(IRow row) => new(row.Credits(0), row.Credits(1), row.Credits(2));

    /// <summary>Ids sort by time, so a time asked for is found by them.</summary>
    private static IEnumerable<(string Text, object Value)> Terms(TaskFilter filter)
    {
        (string Column, string? Wanted)[] columns =
        [
            ("status", filter.Status),
            // Of a task that has ended both are the same word, and the index has one of them.
            (IsEnd(filter.State) ? "status" : "state", filter.State == TaskFilter.Unresolved ? null : filter.State),
            ("team", filter.Team), ("tasks.upstream", filter.Upstream), ("model", filter.Model), ("key_id", filter.Key), ("error_code", filter.ErrorCode),
        ];
        foreach (var (column, wanted) in columns.Where(column => column.Wanted is not null))
        {
            yield return ($"{column} =", wanted!);
        }

        if (filter.From is { } from)
        {
            yield return ("tasks.id >=", IdSource.TaskIdAt(from - IdSource.Slack));
            yield return ("created_at >=", from.UnixMilliseconds);
        }

        if (filter.To is { } to)
        {
            yield return ("tasks.id <", IdSource.TaskIdAt(to + IdSource.Slack));
            yield return ("created_at <", to.UnixMilliseconds);
        }
    }

    private static bool IsEnd(string? word) => Ends.Contains(word);

    private static bool IsLive(string? word) => word is not null && !IsEnd(word);

    private string Value(object value)
    {
        values.Add(value);
        return parameter(values.Count);
    }
}

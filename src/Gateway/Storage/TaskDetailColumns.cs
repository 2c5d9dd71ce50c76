using Gateway.Quotas;
using Gateway.Tasks;

namespace Gateway.Storage;

/// <summary>What operators read of tasks as columns, in one order for every engine.</summary>
internal static class TaskDetailColumns
{
    public const string All = $"{TaskColumns.All}, request, {TaskColumns.History}";
    public const string Attempt = "id, number, upstream, pool_key, opened_at, outcome, detail, closed_at";
    public const string Line = "kind, reserved, charged, at";
    public const string Duration = "model, upstream, created_at, accepted_at, completed_at";

    /// <summary>Reads a row of <see cref="All"/>.</summary>
    public static TaskDetails Read(IRow row)
    {
        var task = TaskColumns.Read(row);
        return new(task, row.GetString(TaskColumns.Count), TaskHistory.Read(row.GetString(TaskColumns.Count + 1), task.CreatedAt), [], []);
    }

    /// <summary>Reads a row of <see cref="Attempt"/>.</summary>
    public static AttemptDetails ReadAttempt(IRow row) => new(
        row.GetString(0), row.GetInt32(1), row.GetString(2), row.GetString(3), row.Time(4), row.Text(5), row.Text(6), row.TimeIfAny(7));

    /// <summary>Reads a row of <see cref="Line"/>.</summary>
    public static LedgerLine ReadLine(IRow row) => new(new LedgerEntry(row.GetString(0), row.Credits(1), row.Credits(2)), row.Time(3));

    /// <summary>Reads a row of <see cref="Duration"/>, of a completed task.</summary>
    public static TaskDuration ReadDuration(IRow row) =>
        new(row.GetString(0), row.GetString(1), row.Time(2), row.TimeIfAny(3), row.SecondIfAny(4)!.Value);
}

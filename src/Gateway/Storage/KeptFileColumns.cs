using Gateway.Files;
using Gateway.Tasks;

namespace Gateway.Storage;

/// <summary>A kept file as columns, for every engine.</summary>
internal static class KeptFileColumns
{
    public const string All = "task_id, place, name, source, source_until, until, stored_at, length, sha256, tries, claim";

    public const string Ordered = "task_id, place, name, source, source_until, until, tries, claim, due_at";

    public static KeptFile Read(IRow row) => new(
        row.GetString(0),
        row.GetString(1),
        row.GetString(2),
        row.GetString(3),
        row.Time(4),
        row.Time(5),
        row.TimeIfAny(6),
        row.Number(7) ?? 0,
        row.Text(8),
        row.GetInt32(9),
        row.GetInt64(10));

    /// <summary>The row of <see cref="Ordered"/> of a copy that is due at once.</summary>
    public static void WriteOrder(TaskRecord task, KeepOrder order, long now, IRowWriter row)
    {
        row.Add(task.Id);
        row.Add(order.Place);
        row.Add(order.Name);
        row.Add(task.ResultUrl);
        row.Add(order.SourceUntil.UnixMilliseconds);
        row.Add(order.Until.UnixMilliseconds);
        row.Add(0);
        row.Add(0);
        row.Add(now);
    }
}

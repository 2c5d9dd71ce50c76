using Gateway.Audit;

namespace Gateway.Storage;

/// <summary>A line of the audit log as columns, in one order for every statement of every engine.</summary>
internal static class AuditColumns
{
    public const string Written = "at, operator, action, target, source, request_id, before, after";

    /// <summary>The values of <see cref="Written"/>.</summary>
    public static object?[] Values(AuditEntry entry) =>
    [
        entry.Act.At.UnixMilliseconds, entry.Act.Operator, entry.Act.Action, entry.Act.Target, entry.Act.From, entry.Act.RequestId, entry.Before, entry.After,
    ];

    /// <summary>Reads a row of <c>id</c> and <see cref="Written"/>.</summary>
    public static AuditLine Read(IRow row) => new(
        row.GetInt64(0),
        new Act(row.GetString(2), row.GetString(3), row.GetString(4), row.Text(5), row.GetString(6), row.Time(1)).Changed(row.Text(7), row.Text(8)));
}

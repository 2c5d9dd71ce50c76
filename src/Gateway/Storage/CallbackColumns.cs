using Gateway.Callbacks;

namespace Gateway.Storage;

/// <summary>A callback as columns, in one order for every statement of every engine.</summary>
internal static class CallbackColumns
{
    public const string All = "id, task_id, team, type, url, receiver, created_at, status, tries, due_at, leased_until, ended_at";

    /// <summary>What operators see of its receiver beside it.</summary>
    public const string Details =
        "(SELECT failing_since FROM callback_receivers WHERE callback_receivers.receiver = callbacks.receiver), (SELECT next_try_at FROM callback_receivers WHERE callback_receivers.receiver = callbacks.receiver)";

    public const string Tries = "at, http_status, problem, milliseconds";

    /// <summary>
    /// Each receiver that has a callback which is not ended, by a step in the index for each: however many callbacks one of them
    /// has, the others are found as quickly. <c>{0}</c> stands for the time.
    /// </summary>
    private const string DueReceivers =
        """
        WITH RECURSIVE names (receiver) AS (
            SELECT (SELECT receiver FROM callbacks WHERE due_at IS NOT NULL ORDER BY receiver LIMIT 1)
            UNION ALL
            SELECT (SELECT callbacks.receiver FROM callbacks WHERE callbacks.due_at IS NOT NULL AND callbacks.receiver > names.receiver ORDER BY callbacks.receiver LIMIT 1)
            FROM names WHERE names.receiver IS NOT NULL)
        SELECT * FROM (
            SELECT names.receiver,
                (SELECT due_at FROM callbacks WHERE callbacks.receiver = names.receiver AND due_at <= {0} AND COALESCE(leased_until, 0) <= {0} ORDER BY due_at LIMIT 1) AS since,
                callback_receivers.next_try_at
            FROM names LEFT JOIN callback_receivers ON callback_receivers.receiver = names.receiver WHERE names.receiver IS NOT NULL) AS found
        WHERE since IS NOT NULL AND COALESCE(next_try_at, 0) <= {0}
        """;

    public static string DueAt(string time) => DueReceivers.Replace("{0}", time, StringComparison.Ordinal);

    public static DueReceiver ReadDue(IRow row) => new(row.GetString(0), row.Time(1), !row.IsDBNull(2));

    /// <summary>Reads a row of <see cref="All"/>.</summary>
    public static Callback Read(IRow row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.Time(6), row.GetString(7), row.GetInt32(8),
        row.TimeIfAny(9), row.TimeIfAny(10), row.TimeIfAny(11));

    /// <summary>Reads a row of <see cref="All"/> and <see cref="Details"/>.</summary>
    public static CallbackDetails ReadDetails(IRow row) => new(Read(row), [], row.TimeIfAny(12), row.TimeIfAny(13));

    /// <summary>Reads a row of <see cref="Tries"/>.</summary>
    public static CallbackTry ReadTry(IRow row) => new(row.Time(0), (int?)row.Number(1), row.Text(2), row.GetInt64(3));

    public static SecretVersion ReadSecret(IRow row) => new(row.GetInt64(0), row.GetBytes(1), row.Time(2), row.TimeIfAny(3));
}

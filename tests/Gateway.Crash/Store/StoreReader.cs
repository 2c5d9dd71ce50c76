using System.Data;
using System.Data.Common;
using Gateway.Crash.Clients;

namespace Gateway.Crash.Store;

/// <summary>Looks into the gateway's store with statements of its own, which every engine understands.</summary>
internal abstract class StoreReader
{
    private const string Live = "('queued', 'submitting', 'polling', 'unknown')";

    public StoreSnapshot Read()
    {
        using var connection = Open();
        using var transaction = Begin(connection);
        return new StoreSnapshot(Tasks(connection), Attempts(connection), Ledger(connection), Spending(connection), Slots(connection), Keys(connection))
        {
            Events = All(connection, "SELECT task_id, kind, at FROM events ORDER BY id", row => new EventRow(row.GetString(0), row.GetString(1), row.GetInt64(2))),
            Callbacks = All(
                connection, "SELECT id, task_id, type, status FROM callbacks ORDER BY id",
                row => new CallbackRow(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3))),
            Told = All(connection, "SELECT id FROM tasks WHERE callback_url IS NOT NULL", row => row.GetString(0)).ToHashSet(),
            Secrets = All(connection, "SELECT team, version, salt FROM callback_secrets", row => (row.GetString(0), row.GetInt64(1), (byte[])row.GetValue(2))),
        };
    }

    /// <summary>The small part of a snapshot that may be looked at while the gateway runs.</summary>
    /// <returns>Null when the store can't be had now.</returns>
    public Sample? Sample()
    {
        try
        {
            using var connection = Open();
            using var transaction = Begin(connection);
            return new Sample(Slots(connection), LiveTasks(connection), LedgerSums(connection), Spending(connection));
        }
        catch (DbException) when (MayBeAway)
        {
            return null;
        }
    }

    /// <param name="andLate">Also those that were given up, while their jobs are still looked after.</param>
    /// <returns>How many tasks have not ended, or their end is not told.</returns>
    public long Unsettled(bool andLate)
    {
        using var connection = Open();
        var late = andLate ? "due_at IS NOT NULL OR" : "";
        return All(
            connection,
            $"SELECT (SELECT COUNT(*) FROM tasks WHERE {late} state IN {Live}) + (SELECT COUNT(*) FROM callbacks WHERE due_at IS NOT NULL)",
            row => row.GetInt64(0))[0];
    }

    /// <summary>Writes all that it holds into files of a folder, where it is not there already.</summary>
    public abstract void Spread(string folder);

    /// <summary>Whether it is a server, which may be down.</summary>
    protected abstract bool MayBeAway { get; }

    /// <summary>What an attempt's row says of the process that opened it, in SQL.</summary>
    protected abstract string Opener { get; }

    protected abstract DbConnection Open();

    /// <summary>A transaction that sees one moment.</summary>
    protected abstract DbTransaction Begin(DbConnection connection);

    private static List<SlotRow> Slots(DbConnection connection) => All(
        connection,
        """
        SELECT upstream, pool_key, CAST(SUM(in_flight) AS BIGINT), CAST(SUM(tasks) AS BIGINT) FROM (
            SELECT upstream, pool_key, in_flight, 0 AS tasks FROM pool_keys
            UNION ALL
            SELECT upstream, pool_key, 0, COUNT(*) FROM tasks WHERE state IN ('submitting', 'polling', 'unknown') GROUP BY 1, 2) AS counts
        GROUP BY 1, 2
        """,
        row => new SlotRow(row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3)));

    private static List<LiveRow> LiveTasks(DbConnection connection) => All(
        connection,
        $"""
        SELECT id, CAST(SUM(tasks) AS BIGINT), CAST(SUM(counted) AS BIGINT) FROM (
            SELECT key_id AS id, COUNT(*) AS tasks, 0 AS counted FROM tasks WHERE state IN {Live} GROUP BY 1
            UNION ALL
            SELECT team, COUNT(*), 0 FROM tasks WHERE state IN {Live} GROUP BY 1
            UNION ALL
            SELECT id, 0, live FROM accounts) AS counts
        GROUP BY 1
        """,
        row => new LiveRow(row.GetString(0), row.GetInt64(1), row.GetInt64(2)));

    private static List<SpendingRow> LedgerSums(DbConnection connection) => All(
        connection,
        """
        SELECT 'key', ledger.key_id, created_at / 86400000, CAST(SUM(reserved) AS BIGINT), CAST(SUM(charged) AS BIGINT) FROM ledger JOIN tasks ON tasks.id = task_id GROUP BY 1, 2, 3
        UNION ALL
        SELECT 'team', ledger.team, created_at / 86400000, CAST(SUM(reserved) AS BIGINT), CAST(SUM(charged) AS BIGINT) FROM ledger JOIN tasks ON tasks.id = task_id GROUP BY 1, 2, 3
        """,
        SpendingOf);

    private static List<SpendingRow> Spending(DbConnection connection) =>
        All(connection, "SELECT account, id, day, reserved, charged FROM spending", SpendingOf);

    private static SpendingRow SpendingOf(DbDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4));

    private static List<TaskRow> Tasks(DbConnection connection) => All(
        connection,
        """
        SELECT id, request, team, key_id, state, money, status, progress, price_micros, created_at, completed_at, upstream, pool_key, upstream_task_id, error_code, unknown_since, result_url
        FROM tasks ORDER BY id
        """,
        row => new TaskRow(
            row.GetString(0), Marker.In(row.GetString(1)), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6),
            row.GetInt64(7), row.GetInt64(8), row.GetInt64(9), Number(row, 10), Text(row, 11), Text(row, 12), Text(row, 13), Text(row, 14), Number(row, 15), Text(row, 16)));

    /// <summary>A resend goes out under the id of the attempt that it repeats: both are one here, begun with the first, with what is known best.</summary>
    private List<AttemptRow> Attempts(DbConnection connection) =>
    [
        .. All(
            connection,
            $"SELECT id, task_id, number, upstream, pool_key, opened_at, outcome, detail, closed_at, {Opener} FROM attempts ORDER BY task_id, number",
            row => new AttemptRow(
                row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetString(3), row.GetString(4), row.GetInt64(5), Text(row, 6), Text(row, 7),
                Number(row, 8), Text(row, 9)))
            .GroupBy(send => send.Id)
            .Select(sends => sends.MinBy(send => send switch { { Outcome: "accepted" } => 0, { MayHaveJob: true } => 1, _ => 2 })! with { Number = sends.First().Number, OpenedAt = sends.First().OpenedAt }),
    ];

    private static List<LedgerRow> Ledger(DbConnection connection) => All(
        connection,
        "SELECT id, task_id, key_id, team, kind, reserved, charged, at FROM ledger ORDER BY id",
        row => new LedgerRow(
            row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetInt64(5), row.GetInt64(6), row.GetInt64(7)));

    private static List<(string KeyId, string Key, string TaskId)> Keys(DbConnection connection) => All(
        connection, "SELECT key_id, key, task_id FROM idempotency_keys", row => (row.GetString(0), row.GetString(1), row.GetString(2)));

    private static long? Number(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static List<T> All<T>(DbConnection connection, string sql, Func<DbDataReader, T> read)
    {
        var rows = new List<T>();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every statement is a constant of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}

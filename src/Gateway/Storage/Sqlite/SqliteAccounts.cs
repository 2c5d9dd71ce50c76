using Gateway.Quotas;
using Gateway.Tasks;

namespace Gateway.Storage.Sqlite;

/// <summary>What keys and teams have used, and the ledger. Runs inside its caller's transaction.</summary>
internal static class SqliteAccounts
{
    private static readonly Dictionary<Account, string> CountLive = new()
    {
        [Account.Key] = "SELECT COUNT(*) FROM (SELECT 1 FROM tasks WHERE key_id = @id AND completed_at IS NULL LIMIT @most)",
        [Account.Team] = "SELECT COUNT(*) FROM (SELECT 1 FROM tasks WHERE team = @id AND completed_at IS NULL LIMIT @most)",
    };

    public static string Name(Account account) => account == Account.Key ? "key" : "team";

    /// <summary>Reads only what is limited.</summary>
    /// <param name="countAll">False ends the count of live tasks at the limit, so that it costs no more than the limit allows.</param>
    public static AccountUse Use(SqliteSession session, Account account, string id, Limits limits, long now, bool countAll = false)
    {
        var rate = limits.RequestsPerMinute is null ? null : RateFullAt(session, Name(account), id);
        var live = limits.MaxConcurrentTasks is { } most
            ? session.First(CountLive[account], row => row.GetInt32(0), ("id", id), ("most", countAll ? -1 : most))
            : 0;
        var (reserved, charged) = limits.Budget is { } budget ? Spending(session, account, id, budget.Period.FirstDay(now)) : (0, 0);
        return new AccountUse(rate, live, reserved, charged);
    }

    public static long? RateFullAt(SqliteSession session, string account, string id) => session.First(
        "SELECT full_at FROM rates WHERE account = @account AND id = @id", row => (long?)row.GetInt64(0), ("account", account), ("id", id));

    public static void SetRate(SqliteSession session, string account, string id, long fullAt) => session.Execute(
        "INSERT INTO rates (account, id, full_at) VALUES (@account, @id, @full_at) ON CONFLICT (account, id) DO UPDATE SET full_at = @full_at",
        ("account", account), ("id", id), ("full_at", fullAt));

    /// <summary>Appends to the ledger and brings its sums along.</summary>
    public static void Book(SqliteSession session, TaskRecord task, LedgerEntry entry, long now)
    {
        session.Execute(
            """
            INSERT INTO ledger (task_id, key_id, team, kind, reserved, charged, at)
            VALUES (@task, @key, @team, @kind, @reserved, @charged, @at)
            """,
            ("task", task.Id), ("key", task.KeyId), ("team", task.Team), ("kind", entry.Kind),
            ("reserved", entry.Reserved), ("charged", entry.Charged), ("at", now));
        AddSpending(session, Account.Key, task.KeyId, task, entry);
        AddSpending(session, Account.Team, task.Team, task, entry);
    }

    private static (long Reserved, long Charged) Spending(SqliteSession session, Account account, string id, long firstDay) => session.First(
        "SELECT COALESCE(SUM(reserved), 0), COALESCE(SUM(charged), 0) FROM spending WHERE account = @account AND id = @id AND day >= @day",
        row => (row.GetInt64(0), row.GetInt64(1)),
        ("account", Name(account)), ("id", id), ("day", firstDay));

    private static void AddSpending(SqliteSession session, Account account, string id, TaskRecord task, LedgerEntry entry) => session.Execute(
        """
        INSERT INTO spending (account, id, day, reserved, charged) VALUES (@account, @id, @day, @reserved, @charged)
        ON CONFLICT (account, id, day) DO UPDATE SET reserved = reserved + @reserved, charged = charged + @charged
        """,
        ("account", Name(account)), ("id", id), ("day", BudgetPeriods.Day(task.CreatedAt)),
        ("reserved", entry.Reserved), ("charged", entry.Charged));
}

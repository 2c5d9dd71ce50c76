using Gateway.Canonical;
using Gateway.Quotas;
using Gateway.Tasks;

namespace Gateway.Storage.Sqlite;

/// <summary>What keys and teams have used. Runs inside its caller's transaction.</summary>
internal static class SqliteAccounts
{
    public static (BucketTime? RateFullAt, int Live) Read(SqliteSession session, AccountId account) => session.First(
        "SELECT rate_full_at, live FROM accounts WHERE account = @account AND id = @id",
        row => (row.BucketTimeIfAny(0), row.GetInt32(1)),
        ("account", account.Kind.Word()), ("id", account.Id));

    /// <param name="firstDay">The first day of the budget's period, counted from 1970.</param>
    public static (Credits Reserved, Credits Charged) Spent(SqliteSession session, AccountId account, long firstDay) => session.First(
        "SELECT COALESCE(SUM(reserved), 0), COALESCE(SUM(charged), 0) FROM spending WHERE account = @account AND id = @id AND day >= @day",
        row => (row.Credits(0), row.Credits(1)),
        ("account", account.Kind.Word()), ("id", account.Id), ("day", firstDay));

    public static void Save(SqliteSession session, AccountFacts accounts)
    {
        foreach (var (account, change) in accounts.Changed)
        {
            session.Execute(
                """
                INSERT INTO accounts (account, id, rate_full_at, live) VALUES (@account, @id, @rate, @live)
                ON CONFLICT (account, id) DO UPDATE SET rate_full_at = COALESCE(@rate, rate_full_at), live = live + @live
                """,
                ("account", account.Kind.Word()), ("id", account.Id), ("rate", change.RateFullAt?.UnixMicroseconds), ("live", change.Live));
        }

        foreach (var ((account, day), (reserved, charged)) in accounts.Booked)
        {
            session.Execute(
                """
                INSERT INTO spending (account, id, day, reserved, charged) VALUES (@account, @id, @day, @reserved, @charged)
                ON CONFLICT (account, id, day) DO UPDATE SET reserved = reserved + @reserved, charged = charged + @charged
                """,
                ("account", account.Kind.Word()), ("id", account.Id), ("day", day), ("reserved", reserved.Micros), ("charged", charged.Micros));
        }
    }
}

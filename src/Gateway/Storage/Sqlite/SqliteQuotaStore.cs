using Gateway.Canonical;
using Gateway.Quotas;

namespace Gateway.Storage.Sqlite;

/// <summary>What keys and teams have used, read beside the writer.</summary>
internal sealed class SqliteQuotaStore(SqliteReaders readers, TimeProvider time) : IQuotaStore
{
    public ValueTask<AccountUse> Use(AccountId account, Limits limits) => readers.Read(session =>
    {
        var (rateFullAt, live) = SqliteAccounts.Read(session, account);
        var (reserved, charged) = limits.Budget is { } budget
            ? SqliteAccounts.Spent(session, account, budget.Period.FirstDay(time.Now()))
            : (Credits.Zero, Credits.Zero);
        return new AccountUse(rateFullAt, live, reserved, charged);
    });
}

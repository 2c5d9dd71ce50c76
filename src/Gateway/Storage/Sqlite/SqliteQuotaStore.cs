using Gateway.Quotas;

namespace Gateway.Storage.Sqlite;

/// <summary>What keys and teams have used, read beside the writer.</summary>
internal sealed class SqliteQuotaStore(SqliteReaders readers, TimeProvider time) : IQuotaStore
{
    public ValueTask<AccountUse> Use(Account account, string id, Limits limits) => readers.Read(session =>
        SqliteAccounts.Use(session, account, id, limits, time.GetUtcNow().ToUnixTimeMilliseconds(), countAll: true));
}

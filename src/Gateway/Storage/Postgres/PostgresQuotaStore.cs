using Gateway.Canonical;
using Gateway.Quotas;

namespace Gateway.Storage.Postgres;

/// <summary>What keys and teams have used.</summary>
internal sealed class PostgresQuotaStore(PostgresSource source, TimeProvider time) : IQuotaStore
{
    public async ValueTask<AccountUse> Use(AccountId account, Limits limits)
    {
        var use = new AccountUse(null, 0, Credits.Zero, Credits.Zero);
        var batch = new PostgresBatch();
        batch.Ask(
            "SELECT rate_full_at, live FROM accounts WHERE account = $1 AND id = $2",
            row => use = use with { RateFullAt = row.BucketTimeIfAny(0), LiveTasks = row.GetInt32(1) },
            account.Kind.Word(), account.Id);
        if (limits.Budget is { } budget)
        {
            batch.Ask(
                "SELECT COALESCE(SUM(reserved), 0)::bigint, COALESCE(SUM(charged), 0)::bigint FROM spending WHERE account = $1 AND id = $2 AND day >= $3",
                row => use = use with { Reserved = row.Credits(0), Charged = row.Credits(1) },
                account.Kind.Word(), account.Id, budget.Period.FirstDay(time.Now()));
        }

        await source.Run(batch);
        return use;
    }
}

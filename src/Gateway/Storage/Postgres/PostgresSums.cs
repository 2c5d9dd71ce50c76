using Gateway.Quotas;
using Gateway.Routing;
using Gateway.Tasks;

namespace Gateway.Storage.Postgres;

/// <summary>Writes what a group has changed of sums, counts and turns. Their rows are made when they are first needed, and stay.</summary>
internal sealed class PostgresSums
{
    private readonly HashSet<AccountId> accounts = [];
    private readonly HashSet<PoolKeyId> poolKeys = [];

    public void Save(PostgresBatch batch, Facts facts)
    {
        SaveAccounts(batch, facts.Accounts);
        SaveSpending(batch, facts.Accounts);
        SavePoolKeys(batch, facts.Pool);
        foreach (var (routes, turn) in facts.Queues.Moved)
        {
            batch.Do("INSERT INTO turns (routes, served) VALUES ($1, $2) ON CONFLICT (routes) DO UPDATE SET served = excluded.served", routes, turn);
        }
    }

    public void Saved(Facts facts)
    {
        accounts.UnionWith(facts.Accounts.Changed.Keys);
        poolKeys.UnionWith(facts.Pool.Changed.Keys);
    }

    private void SaveAccounts(PostgresBatch batch, AccountFacts facts)
    {
        if (facts.Changed.Count == 0)
        {
            return;
        }

        var (rows, missing) = (new PostgresRows(4), new PostgresRows(2));
        foreach (var (account, change) in facts.Changed)
        {
            rows.Add(account.Kind.Word());
            rows.Add(account.Id);
            rows.Add(change.RateFullAt?.UnixMicroseconds);
            rows.Add(change.Live);
            if (!accounts.Contains(account))
            {
                missing.Add(account.Kind.Word());
                missing.Add(account.Id);
            }
        }

        if (missing.Count > 0)
        {
            batch.Do($"INSERT INTO accounts (account, id, live) SELECT *, 0 FROM {missing.Unnest()} ON CONFLICT DO NOTHING", missing);
        }

        batch.Do(
            $"""
            UPDATE accounts SET rate_full_at = COALESCE(new.rate_full_at, accounts.rate_full_at), live = accounts.live + new.live
            FROM {rows.Unnest()} AS new (account, id, rate_full_at, live) WHERE accounts.account = new.account AND accounts.id = new.id
            """,
            rows);
    }

    private static void SaveSpending(PostgresBatch batch, AccountFacts facts)
    {
        if (facts.Booked.Count == 0)
        {
            return;
        }

        var rows = new PostgresRows(5);
        foreach (var ((account, day), (reserved, charged)) in facts.Booked)
        {
            rows.Add(account.Kind.Word());
            rows.Add(account.Id);
            rows.Add(day);
            rows.Add(reserved.Micros);
            rows.Add(charged.Micros);
        }

        batch.Do(
            $"""
            INSERT INTO spending AS now (account, id, day, reserved, charged) SELECT * FROM {rows.Unnest()}
            ON CONFLICT (account, id, day) DO UPDATE SET reserved = now.reserved + excluded.reserved, charged = now.charged + excluded.charged
            """,
            rows);
    }

    private void SavePoolKeys(PostgresBatch batch, PoolFacts facts)
    {
        if (facts.Changed.Count == 0)
        {
            return;
        }

        var (rows, missing) = (new PostgresRows(4), new PostgresRows(2));
        foreach (var (key, change) in facts.Changed)
        {
            rows.Add(key.Upstream);
            rows.Add(key.PoolKey);
            rows.Add(change.InFlight);
            rows.Add(change.RateFullAt?.UnixMicroseconds);
            if (!poolKeys.Contains(key))
            {
                missing.Add(key.Upstream);
                missing.Add(key.PoolKey);
            }
        }

        if (missing.Count > 0)
        {
            batch.Do($"INSERT INTO pool_keys (upstream, pool_key, in_flight) SELECT *, 0 FROM {missing.Unnest()} ON CONFLICT DO NOTHING", missing);
        }

        batch.Do(
            $"""
            UPDATE pool_keys SET in_flight = pool_keys.in_flight + new.in_flight, rate_full_at = COALESCE(new.rate_full_at, pool_keys.rate_full_at)
            FROM {rows.Unnest()} AS new (upstream, pool_key, in_flight, rate_full_at)
            WHERE pool_keys.upstream = new.upstream AND pool_keys.pool_key = new.pool_key
            """,
            rows);
    }
}

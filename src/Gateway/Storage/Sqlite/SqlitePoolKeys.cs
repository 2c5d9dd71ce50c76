using Gateway.Quotas;
using Gateway.Routing;
using Gateway.Tasks;
using Gateway.Upstreams;

namespace Gateway.Storage.Sqlite;

/// <summary>The places that tasks hold with pool keys. Runs inside its caller's transaction.</summary>
internal static class SqlitePoolKeys
{
    private const string Account = "pool";

    public static PoolUse Use(SqliteSession session, Upstream upstream, PoolKeyOptions key)
    {
        var inFlight = session.First(
            "SELECT in_flight FROM pool_keys WHERE upstream = @upstream AND pool_key = @key",
            row => row.GetInt64(0), ("upstream", upstream.Name), ("key", key.Id));
        var rate = key.RequestsPerMinute == 0 ? null : SqliteAccounts.RateFullAt(session, Account, RateId(upstream, key));
        return new PoolUse(inFlight, rate);
    }

    /// <summary>Takes one create from the key's requests per minute.</summary>
    public static void CountCreate(SqliteSession session, Target target, long now)
    {
        if (target.Key.RequestsPerMinute is var limit and > 0)
        {
            var id = RateId(target.Upstream, target.Key);
            SqliteAccounts.SetRate(session, Account, id, Rate.Take(limit, SqliteAccounts.RateFullAt(session, Account, id), now).FullAt);
        }
    }

    /// <summary>A place is held by the task's state and nothing else, so it can't be forgotten.</summary>
    public static void Move(SqliteSession session, TaskRecord? before, TaskRecord after)
    {
        var from = before is { HoldsSlot: true } ? (before.Upstream, before.PoolKey) : default;
        var to = after.HoldsSlot ? (after.Upstream, after.PoolKey) : default;
        if (from == to)
        {
            return;
        }

        if (from != default)
        {
            Add(session, from.Upstream!, from.PoolKey!, -1);
        }

        if (to != default)
        {
            Add(session, to.Upstream!, to.PoolKey!, 1);
        }
    }

    // MAX: SQLite holds the row it would insert against the table's CHECK before it finds that there is one already.
    private static void Add(SqliteSession session, string upstream, string key, int change) => session.Execute(
        """
        INSERT INTO pool_keys (upstream, pool_key, in_flight) VALUES (@upstream, @key, MAX(0, @change))
        ON CONFLICT (upstream, pool_key) DO UPDATE SET in_flight = in_flight + @change
        """,
        ("upstream", upstream), ("key", key), ("change", change));

    private static string RateId(Upstream upstream, PoolKeyOptions key) => $"{upstream.Name}/{key.Id}";
}

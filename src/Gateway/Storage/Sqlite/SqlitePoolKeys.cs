using Gateway.Tasks;

namespace Gateway.Storage.Sqlite;

/// <summary>The places that tasks hold with pool keys. Runs inside its caller's transaction.</summary>
internal static class SqlitePoolKeys
{
    // MAX: SQLite holds the row it would insert against the table's CHECK before it finds that there is one already.
    public static void Save(SqliteSession session, PoolFacts pool)
    {
        foreach (var (key, change) in pool.Changed)
        {
            session.Execute(
                """
                INSERT INTO pool_keys (upstream, pool_key, in_flight, rate_full_at) VALUES (@upstream, @key, MAX(0, @change), @rate)
                ON CONFLICT (upstream, pool_key) DO UPDATE SET in_flight = in_flight + @change, rate_full_at = COALESCE(@rate, rate_full_at)
                """,
                ("upstream", key.Upstream), ("key", key.PoolKey), ("change", change.InFlight), ("rate", change.RateFullAt?.UnixMicroseconds));
        }
    }
}

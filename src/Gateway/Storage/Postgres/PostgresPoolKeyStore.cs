using Gateway.Routing;

namespace Gateway.Storage.Postgres;

/// <summary>The operators' switches at pool keys, in the same database.</summary>
internal sealed class PostgresPoolKeyStore(PostgresSource source) : IPoolKeyStore
{
    public async ValueTask<IReadOnlyList<(PoolKeyId Key, string Reason)>> Disabled() => await source.All(
        "SELECT upstream, pool_key, disabled FROM pool_keys WHERE disabled IS NOT NULL",
        row => (new PoolKeyId(row.GetString(0), row.GetString(1)), row.GetString(2)));

    public Task SetDisabled(PoolKeyId key, string? reason) => source.Do(
        """
        INSERT INTO pool_keys (upstream, pool_key, in_flight, disabled) VALUES ($1, $2, 0, $3::text)
        ON CONFLICT (upstream, pool_key) DO UPDATE SET disabled = excluded.disabled
        """,
        key.Upstream, key.PoolKey, reason);
}

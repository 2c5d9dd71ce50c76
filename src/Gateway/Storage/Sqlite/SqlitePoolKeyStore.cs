using Gateway.Routing;

namespace Gateway.Storage.Sqlite;

/// <summary>The operators' switches at pool keys, in the same file.</summary>
internal sealed class SqlitePoolKeyStore(SqliteWriter writer, SqliteReaders readers) : IPoolKeyStore
{
    public ValueTask<IReadOnlyList<(PoolKeyId Key, string Reason)>> Disabled() =>
        readers.Read<IReadOnlyList<(PoolKeyId, string)>>(session => session.All(
            "SELECT upstream, pool_key, disabled FROM pool_keys WHERE disabled IS NOT NULL",
            row => (new PoolKeyId(row.GetString(0), row.GetString(1)), row.GetString(2))));

    public Task SetDisabled(PoolKeyId key, string? reason) => writer.Write((session, facts) =>
    {
        facts.Pool.Switch(key, isDisabled: reason is not null);
        return session.Execute(
            """
            INSERT INTO pool_keys (upstream, pool_key, in_flight, disabled) VALUES (@upstream, @key, 0, @reason)
            ON CONFLICT (upstream, pool_key) DO UPDATE SET disabled = @reason
            """,
            ("upstream", key.Upstream), ("key", key.PoolKey), ("reason", reason));
    });
}

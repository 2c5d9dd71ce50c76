using Gateway.Audit;
using Gateway.Routing;

namespace Gateway.Storage.Sqlite;

/// <summary>The operators' switches at pool keys, in the same file. What upstreams made of keys ends with the process.</summary>
internal sealed class SqlitePoolKeyStore(SqliteWriter writer, SqliteReaders readers) : IPoolKeyStore
{
    private const long BeforeTheStart = 1;

    private long switches = BeforeTheStart;

    public bool HasOtherWriters => false;

    public ValueTask<IReadOnlyList<PoolKeySwitch>> Switches() => readers.Read<IReadOnlyList<PoolKeySwitch>>(session => session.All(
        "SELECT upstream, pool_key, disabled FROM pool_keys WHERE disabled IS NOT NULL",
        row => new PoolKeySwitch(new PoolKeyId(row.GetString(0), row.GetString(1)), BeforeTheStart, row.GetString(2))));

    public async Task<PoolKeySwitch> SetDisabled(PoolKeyId key, string? reason, Func<bool, AuditEntry?> entry)
    {
        await writer.Write((session, facts) =>
        {
            facts.Pool.Switch(key, isDisabled: reason is not null);
            SqliteAudit.Save(session, entry(session.First(
                "SELECT disabled IS NOT NULL FROM pool_keys WHERE upstream = @upstream AND pool_key = @key",
                row => row.GetBoolean(0),
                ("upstream", key.Upstream), ("key", key.PoolKey))));
            return session.Execute(
                """
                INSERT INTO pool_keys (upstream, pool_key, in_flight, disabled) VALUES (@upstream, @key, 0, @reason)
                ON CONFLICT (upstream, pool_key) DO UPDATE SET disabled = @reason
                """,
                ("upstream", key.Upstream), ("key", key.PoolKey), ("reason", reason));
        });
        return new PoolKeySwitch(key, Interlocked.Increment(ref switches), reason);
    }

    public ValueTask<IReadOnlyList<PoolMark>> Marks() => ValueTask.FromResult<IReadOnlyList<PoolMark>>([]);

    public Task Save(IReadOnlyList<PoolMark> marks) => Task.CompletedTask;
}

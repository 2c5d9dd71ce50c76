using Gateway.Audit;
using Gateway.Canonical;
using Gateway.Routing;

namespace Gateway.Storage.Postgres;

/// <summary>The operators' switches at pool keys and what upstreams made of keys, for all replicas.</summary>
internal sealed class PostgresPoolKeyStore(PostgresSource source, PostgresNotices notices, TimeProvider time) : IPoolKeyStore
{
    public bool HasOtherWriters => true;

    public async ValueTask<IReadOnlyList<PoolKeySwitch>> Switches() => await source.All(
        "SELECT upstream, pool_key, switches, disabled FROM pool_keys WHERE disabled IS NOT NULL OR switches > 1",
        row => new PoolKeySwitch(new PoolKeyId(row.GetString(0), row.GetString(1)), row.GetInt64(2), row.Text(3)));

    public async Task<PoolKeySwitch> SetDisabled(PoolKeyId key, string? reason, Func<bool, AuditEntry?> entry)
    {
        var number = await source.Transact(async connection =>
        {
            var (switches, wasDisabled) = (0L, false);
            var batch = new PostgresBatch();
            PostgresGate.LimitWaits(batch);
            batch.Do("INSERT INTO pool_keys (upstream, pool_key, in_flight) VALUES ($1, $2, 0) ON CONFLICT DO NOTHING", key.Upstream, key.PoolKey);
            batch.Ask(
                "SELECT switches, disabled IS NOT NULL FROM pool_keys WHERE upstream = $1 AND pool_key = $2 FOR UPDATE",
                row => (switches, wasDisabled) = (row.GetInt64(0) + 1, row.GetBoolean(1)),
                key.Upstream, key.PoolKey);
            await batch.Run(connection);

            batch = new PostgresBatch();
            batch.Do("UPDATE pool_keys SET disabled = $3::text, switches = $4 WHERE upstream = $1 AND pool_key = $2", key.Upstream, key.PoolKey, reason, switches);
            PostgresAudit.Save(batch, entry(wasDisabled));
            await batch.Run(connection);
            return switches;
        });
        notices.Tell(PostgresNotices.Pool);
        return new PoolKeySwitch(key, number, reason);
    }

    public async ValueTask<IReadOnlyList<PoolMark>> Marks() => await source.All(
        "SELECT upstream, pool_key, fingerprint, kind, model, switches, until FROM pool_marks WHERE until > $1",
        row => new PoolMark(
            new PoolMarkId(new PoolKeyId(row.GetString(0), row.GetString(1)), row.GetString(2), row.GetString(3), row.GetString(4)), row.GetInt64(5), row.Time(6)),
        time.Now().UnixMilliseconds);

    public async Task Save(IReadOnlyList<PoolMark> marks)
    {
        var rows = new PostgresRows(7);
        // In one order, so that two replicas never wait for each other.
        foreach (var (id, lastSwitch, until) in marks.OrderBy(mark => mark.Id.ToString(), StringComparer.Ordinal))
        {
            rows.Add(id.Key.Upstream);
            rows.Add(id.Key.PoolKey);
            rows.Add(id.Fingerprint);
            rows.Add(id.Kind);
            rows.Add(id.Model);
            rows.Add(lastSwitch);
            rows.Add(until.UnixMilliseconds);
        }

        var batch = new PostgresBatch();
        batch.Do(
            $"""
            INSERT INTO pool_marks AS mark (upstream, pool_key, fingerprint, kind, model, switches, until) SELECT * FROM {rows.Unnest()}
            ON CONFLICT (upstream, pool_key, fingerprint, kind, model) DO UPDATE SET switches = excluded.switches, until = excluded.until
                WHERE (excluded.switches, excluded.until) > (mark.switches, mark.until)
            """,
            rows);
        await source.Run(batch);
        notices.Tell(PostgresNotices.Pool);
    }
}

using Gateway.Audit;
using Gateway.Canonical;
using Gateway.Keys;
using Gateway.Quotas;

namespace Gateway.Storage.Postgres;

/// <summary>Keys and teams in the same database.</summary>
internal sealed class PostgresKeyStore(PostgresSource source, PostgresNotices notices) : IKeyStore
{
    private const string LimitColumns = "requests_per_minute, max_concurrent_tasks, budget_micros, budget_period";

    private const string Select =
        $"SELECT {LimitColumns}, id, name, team, models, expires_at, hash, previous_hash, previous_until, created_at, revoked_at, hint FROM client_keys";

    // Whoever is about to change a key or team holds this row, so changes come one after the other, in the order of their numbers.
    private const string Begin = "UPDATE revisions SET number = number + 1 WHERE subject = 'keys'";

    public bool HasOtherWriters => true;

    public async ValueTask<long> Revision() => await source.First("SELECT number FROM revisions WHERE subject = 'keys'", row => row.GetInt64(0));

    public async ValueTask<IReadOnlyList<KeyRecord>> Keys() => await source.All($"{Select} ORDER BY created_at, id", Read);

    public async Task<KeyRecord?> Change(string id, Func<KeyRecord?, KeyRecord?> change, Func<KeyRecord?, KeyRecord, AuditEntry?> entry)
    {
        var written = await source.Transact(async connection =>
        {
            KeyRecord? before = null;
            var batch = new PostgresBatch();
            PostgresGate.LimitWaits(batch);
            batch.Do(Begin);
            batch.Ask($"{Select} WHERE id = $1", row => before = Read(row), id);
            await batch.Run(connection);
            if (change(before) is not { } after)
            {
                return null;
            }

            batch = new PostgresBatch();
            Save(batch, after);
            PostgresAudit.Save(batch, entry(before, after));
            await batch.Run(connection);
            return after;
        });
        notices.Tell(PostgresNotices.Keys);
        return written;
    }

    public async ValueTask<IReadOnlyDictionary<string, Limits>> Teams() =>
        (await source.All($"SELECT {LimitColumns}, team FROM teams", row => (Team: row.GetString(4), Limits: Limits(row))))
            .ToDictionary(entry => entry.Team, entry => entry.Limits);

    public async Task SaveTeam(string team, Limits limits, Func<Limits, AuditEntry?> entry)
    {
        await source.Transact(async connection =>
        {
            var before = Quotas.Limits.None;
            var batch = new PostgresBatch();
            PostgresGate.LimitWaits(batch);
            batch.Do(Begin);
            batch.Ask($"SELECT {LimitColumns} FROM teams WHERE team = $1", row => before = Limits(row), team);
            await batch.Run(connection);

            batch = new PostgresBatch();
            batch.Do(
                $"""
                INSERT INTO teams ({LimitColumns}, team) VALUES ($1, $2, $3, $4, $5)
                ON CONFLICT (team) DO UPDATE SET (requests_per_minute, max_concurrent_tasks, budget_micros, budget_period)
                    = (excluded.requests_per_minute, excluded.max_concurrent_tasks, excluded.budget_micros, excluded.budget_period)
                """,
                [.. Values(limits), team]);
            PostgresAudit.Save(batch, entry(before));
            await batch.Run(connection);
            return true;
        });
        notices.Tell(PostgresNotices.Keys);
    }

    private static void Save(PostgresBatch batch, KeyRecord key) => batch.Do(
        $"""
        INSERT INTO client_keys ({LimitColumns}, id, name, team, models, expires_at, hash, previous_hash, previous_until, created_at, revoked_at, hint)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
        ON CONFLICT (id) DO UPDATE SET (requests_per_minute, max_concurrent_tasks, budget_micros, budget_period, name, team, models, expires_at, hash, previous_hash, previous_until, revoked_at, hint)
            = (excluded.requests_per_minute, excluded.max_concurrent_tasks, excluded.budget_micros, excluded.budget_period, excluded.name, excluded.team, excluded.models,
                excluded.expires_at, excluded.hash, excluded.previous_hash, excluded.previous_until, excluded.revoked_at, excluded.hint)
        """,
        [
            .. Values(key.Key.Limits), key.Key.Id, key.Key.Name, key.Key.Team, key.Key.Models is null ? null : string.Join('\n', key.Key.Models),
            key.Key.ExpiresAt?.UnixMilliseconds, key.Hash, key.PreviousHash, key.PreviousUntil?.UnixMilliseconds, key.CreatedAt.UnixMilliseconds,
            key.RevokedAt?.UnixMilliseconds, key.Hint,
        ]);

    private static KeyRecord Read(IRow row) => new(
        new ClientKey(row.GetString(4), row.GetString(5), row.GetString(6), row.Text(7)?.Split('\n'), Limits(row), row.TimeIfAny(8)),
        row.GetBytes(9), row.IsDBNull(10) ? null : row.GetBytes(10), row.TimeIfAny(11), row.Time(12), row.TimeIfAny(13))
    {
        Hint = row.Text(14),
    };

    private static object?[] Values(Limits limits) =>
        [limits.RequestsPerMinute, limits.MaxConcurrentTasks, limits.Budget?.Limit.Micros, limits.Budget?.Period.Name()];

    private static Limits Limits(IRow row) => new(
        (int?)row.Number(0),
        (int?)row.Number(1),
        row.Number(2) is { } micros ? new Budget(Credits.OfMicros(micros), BudgetPeriods.Parse(row.GetString(3))!.Value) : null);
}

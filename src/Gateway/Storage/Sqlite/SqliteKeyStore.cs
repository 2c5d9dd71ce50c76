using Gateway.Audit;
using Gateway.Canonical;
using Gateway.Keys;
using Gateway.Quotas;

namespace Gateway.Storage.Sqlite;

/// <summary>Keys and teams in the same file.</summary>
internal sealed class SqliteKeyStore(SqliteWriter writer, SqliteReaders readers) : IKeyStore
{
    private const string LimitColumns = "requests_per_minute, max_concurrent_tasks, budget_micros, budget_period";

    private const string Select =
        $"SELECT {LimitColumns}, id, name, team, models, expires_at, hash, previous_hash, previous_until, created_at, revoked_at, hint FROM client_keys";

    private long revision;

    public bool HasOtherWriters => false;

    public ValueTask<long> Revision() => ValueTask.FromResult(Interlocked.Read(ref revision));

    public ValueTask<IReadOnlyList<KeyRecord>> Keys() =>
        readers.Read<IReadOnlyList<KeyRecord>>(session => session.All($"{Select} ORDER BY created_at, id", Read));

    public async Task<KeyRecord?> Change(string id, Func<KeyRecord?, KeyRecord?> change, Func<KeyRecord?, KeyRecord, AuditEntry?> entry)
    {
        var written = await writer.Write(session =>
        {
            var before = session.First($"{Select} WHERE id = @id", Read, ("id", id));
            var after = change(before);
            if (after is not null)
            {
                Save(session, after);
                SqliteAudit.Save(session, entry(before, after));
            }

            return after;
        });
        Interlocked.Increment(ref revision);
        return written;
    }

    public ValueTask<IReadOnlyDictionary<string, Limits>> Teams() => readers.Read<IReadOnlyDictionary<string, Limits>>(session =>
        session.All($"SELECT {LimitColumns}, team FROM teams", row => (Team: row.GetString(4), Limits: Limits(row)))
            .ToDictionary(entry => entry.Team, entry => entry.Limits));

    public async Task SaveTeam(string team, Limits limits, Func<Limits, AuditEntry?> entry)
    {
        await writer.Write(session =>
        {
            SqliteAudit.Save(session, entry(session.First($"SELECT {LimitColumns} FROM teams WHERE team = @team", Limits, ("team", team)) ?? Quotas.Limits.None));
            return session.Execute(
                $"INSERT OR REPLACE INTO teams (team, {LimitColumns}) VALUES (@team, @rpm, @tasks, @micros, @period)",
                [("team", team), .. Values(limits)]);
        });
        Interlocked.Increment(ref revision);
    }

    private static void Save(SqliteSession session, KeyRecord key) => session.Execute(
        $"""
        INSERT OR REPLACE INTO client_keys
            (id, name, team, models, expires_at, hash, previous_hash, previous_until, created_at, revoked_at, hint, {LimitColumns})
        VALUES (@id, @name, @team, @models, @expires, @hash, @previous, @until, @created, @revoked, @hint, @rpm, @tasks, @micros, @period)
        """,
        [
            ("id", key.Key.Id), ("name", key.Key.Name), ("team", key.Key.Team),
            ("models", key.Key.Models is null ? null : string.Join('\n', key.Key.Models)),
            ("expires", key.Key.ExpiresAt?.UnixMilliseconds), ("hash", key.Hash), ("previous", key.PreviousHash), ("until", key.PreviousUntil?.UnixMilliseconds),
            ("created", key.CreatedAt.UnixMilliseconds), ("revoked", key.RevokedAt?.UnixMilliseconds), ("hint", key.Hint), .. Values(key.Key.Limits),
        ]);

    private static KeyRecord Read(IRow row) => new(
        new ClientKey(row.GetString(4), row.GetString(5), row.GetString(6), row.Text(7)?.Split('\n'), Limits(row), row.TimeIfAny(8)),
        row.GetBytes(9), row.IsDBNull(10) ? null : row.GetBytes(10), row.TimeIfAny(11), row.Time(12), row.TimeIfAny(13))
    {
        Hint = row.Text(14),
    };

    private static (string Name, object? Value)[] Values(Limits limits) =>
    [
        ("rpm", limits.RequestsPerMinute), ("tasks", limits.MaxConcurrentTasks),
        ("micros", limits.Budget?.Limit.Micros), ("period", limits.Budget?.Period.Name()),
    ];

    private static Limits Limits(IRow row) => new(
        (int?)row.Number(0),
        (int?)row.Number(1),
        row.Number(2) is { } micros ? new Budget(Credits.OfMicros(micros), BudgetPeriods.Parse(row.GetString(3))!.Value) : null);
}

using Gateway.Audit;
using Gateway.Callbacks;
using Gateway.Canonical;

namespace Gateway.Storage.Postgres;

/// <summary>The versions of teams' callback secrets in the same database.</summary>
internal sealed class PostgresSecretStore(PostgresSource source) : ISecretStore
{
    private const string Live =
        "SELECT version, salt, created_at, expires_at FROM callback_secrets WHERE team = $1 AND (expires_at IS NULL OR expires_at > $2) ORDER BY version DESC";

    public async ValueTask<IReadOnlyList<SecretVersion>> Of(string team, Instant now) =>
        await source.All(Live, CallbackColumns.ReadSecret, team, now.UnixMilliseconds);

    public Task<IReadOnlyList<SecretVersion>> Add(
        string team, byte[] salt, Instant now, Func<IReadOnlyList<SecretVersion>, (Instant? OthersEndAt, AuditEntry? Entry)?> change) =>
        source.Transact<IReadOnlyList<SecretVersion>>(async connection =>
        {
            var live = new List<SecretVersion>();
            var batch = new PostgresBatch();
            PostgresGate.LimitWaits(batch);
            // One change of a team's secrets at a time, also of the first.
            batch.Ask("SELECT 0 FROM (SELECT pg_advisory_xact_lock(hashtextextended('secrets ' || $1, 0))) AS held", _ => { }, team);
            batch.Ask(Live, row => live.Add(CallbackColumns.ReadSecret(row)), team, now.UnixMilliseconds);
            await batch.Run(connection);
            if (change(live) is not { } made)
            {
                return live;
            }

            batch = new PostgresBatch();
            batch.Do(
                "UPDATE callback_secrets SET expires_at = $1 WHERE team = $2 AND COALESCE(expires_at, $1) >= $1", (made.OthersEndAt ?? now).UnixMilliseconds, team);
            batch.Do(
                """
                INSERT INTO callback_secrets (team, version, salt, created_at)
                SELECT $1, COALESCE(MAX(version), 0) + 1, $2, $3 FROM callback_secrets WHERE team = $1
                """,
                team, salt, now.UnixMilliseconds);
            PostgresAudit.Save(batch, made.Entry);
            live = [];
            batch.Ask(Live, row => live.Add(CallbackColumns.ReadSecret(row)), team, now.UnixMilliseconds);
            await batch.Run(connection);
            return live;
        });
}

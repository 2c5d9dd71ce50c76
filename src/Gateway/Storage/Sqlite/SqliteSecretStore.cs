using Gateway.Audit;
using Gateway.Callbacks;
using Gateway.Canonical;

namespace Gateway.Storage.Sqlite;

/// <summary>The versions of teams' callback secrets in the same file.</summary>
internal sealed class SqliteSecretStore(SqliteWriter writer, SqliteReaders readers) : ISecretStore
{
    public ValueTask<IReadOnlyList<SecretVersion>> Of(string team, Instant now) => readers.Read<IReadOnlyList<SecretVersion>>(session => Live(session, team, now));

    public Task<IReadOnlyList<SecretVersion>> Add(
        string team, byte[] salt, Instant now, Func<IReadOnlyList<SecretVersion>, (Instant? OthersEndAt, AuditEntry? Entry)?> change) =>
        writer.Write<IReadOnlyList<SecretVersion>>(session =>
        {
            var live = Live(session, team, now);
            if (change(live) is not { } made)
            {
                return live;
            }

            session.Execute(
                "UPDATE callback_secrets SET expires_at = @end WHERE team = @team AND COALESCE(expires_at, @end) >= @end",
                ("end", (made.OthersEndAt ?? now).UnixMilliseconds), ("team", team));
            session.Execute(
                """
                INSERT INTO callback_secrets (team, version, salt, created_at)
                SELECT @team, COALESCE(MAX(version), 0) + 1, @salt, @now FROM callback_secrets WHERE team = @team
                """,
                ("team", team), ("salt", salt), ("now", now.UnixMilliseconds));
            SqliteAudit.Save(session, made.Entry);
            return Live(session, team, now);
        });

    private static List<SecretVersion> Live(SqliteSession session, string team, Instant now) => session.All(
        "SELECT version, salt, created_at, expires_at FROM callback_secrets WHERE team = @team AND (expires_at IS NULL OR expires_at > @now) ORDER BY version DESC",
        CallbackColumns.ReadSecret,
        ("team", team), ("now", now.UnixMilliseconds));
}

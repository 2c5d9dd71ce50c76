using Gateway.Audit;

namespace Gateway.Storage.Postgres;

/// <summary>The audit log in the same database, of all replicas.</summary>
internal sealed class PostgresAudit(PostgresSource source) : IAuditStore
{
    public async ValueTask<IReadOnlyList<AuditLine>> Lines(long? olderThan, int limit) => await source.All(
        $"SELECT id, {AuditColumns.Written} FROM audit WHERE id < $1 ORDER BY id DESC LIMIT $2", AuditColumns.Read, olderThan ?? long.MaxValue, limit);

    /// <summary>Goes with the statements of the change.</summary>
    public static void Save(PostgresBatch batch, AuditEntry? entry)
    {
        if (entry is not null)
        {
            batch.Do($"INSERT INTO audit ({AuditColumns.Written}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)", AuditColumns.Values(entry));
        }
    }
}

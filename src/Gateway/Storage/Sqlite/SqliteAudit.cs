using Gateway.Audit;

namespace Gateway.Storage.Sqlite;

/// <summary>The audit log in the same file.</summary>
internal sealed class SqliteAudit(SqliteReaders readers) : IAuditStore
{
    public ValueTask<IReadOnlyList<AuditLine>> Lines(long? olderThan, int limit) => readers.Read<IReadOnlyList<AuditLine>>(session => session.All(
        $"SELECT id, {AuditColumns.Written} FROM audit WHERE id < @before ORDER BY id DESC LIMIT @limit",
        AuditColumns.Read,
        ("before", olderThan ?? long.MaxValue), ("limit", limit)));

    /// <summary>Called in the transaction of the change.</summary>
    public static void Save(SqliteSession session, AuditEntry? entry)
    {
        if (entry is not null)
        {
            var names = AuditColumns.Written.Split(", ");
            session.Execute(
                $"INSERT INTO audit ({AuditColumns.Written}) VALUES ({string.Join(", ", names.Select(name => $"@{name}"))})",
                [.. names.Zip(AuditColumns.Values(entry))]);
        }
    }
}

using Gateway.Tasks;

namespace Gateway.Storage.Sqlite;

/// <summary>Idempotency keys. Runs inside its caller's transaction.</summary>
internal static class SqliteClaims
{
    public static EarlierClaim? Find(SqliteSession session, string keyId, IdempotencyClaim claim) => session.First(
        "SELECT task_id, fingerprint FROM idempotency_keys WHERE key_id = @key_id AND key = @key AND expires_at > @now",
        row => new EarlierClaim(row.GetString(0), row.GetString(1)),
        ("key_id", keyId), ("key", claim.Key), ("now", claim.MadeAt));

    public static OpenResult? Earlier(SqliteSession session, string keyId, IdempotencyClaim claim) => Find(session, keyId, claim) switch
    {
        null => null,
        var earlier => earlier.Fingerprint == claim.Fingerprint ? new OpenResult.Replay(earlier.TaskId) : new OpenResult.Conflict(),
    };

    public static void Insert(SqliteSession session, TaskRecord task, IdempotencyClaim claim)
    {
        session.Execute("DELETE FROM idempotency_keys WHERE expires_at <= @now", ("now", claim.MadeAt));
        session.Execute(
            "INSERT INTO idempotency_keys (key_id, key, fingerprint, task_id, expires_at) VALUES (@key_id, @key, @fingerprint, @task, @expires)",
            ("key_id", task.KeyId), ("key", claim.Key), ("fingerprint", claim.Fingerprint), ("task", task.Id), ("expires", claim.ExpiresAt));
    }

    public static void Release(SqliteSession session, string taskId) =>
        session.Execute("DELETE FROM idempotency_keys WHERE task_id = @task", ("task", taskId));
}

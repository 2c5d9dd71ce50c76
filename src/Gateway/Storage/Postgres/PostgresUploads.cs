using Gateway.Canonical;
using Gateway.Files;

namespace Gateway.Storage.Postgres;

/// <summary>What is kept of uploaded images, in the same database, of all replicas.</summary>
internal sealed class PostgresUploads(PostgresSource source, TimeProvider time) : IUploads
{
    public Task Add(Upload upload, Instant due) => source.Do(
        $"INSERT INTO uploads ({UploadColumns.All}, due_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        upload.Id, upload.Team, upload.KeyId, upload.Place, upload.Name, upload.ContentType, upload.Length,
        upload.CreatedAt.UnixMilliseconds, upload.Until.UnixMilliseconds, due.UnixMilliseconds);

    public async Task<bool> Stored(string id, Instant due) => await source.First(
        "UPDATE uploads SET stored_at = $1, due_at = $2 WHERE id = $3 AND stored_at IS NULL RETURNING 1",
        row => row.GetInt32(0),
        time.Now().UnixMilliseconds, due.UnixMilliseconds, id) == 1;

    public async ValueTask<Upload?> Find(string id) =>
        await source.First($"SELECT {UploadColumns.All} FROM uploads WHERE id = $1 AND stored_at IS NOT NULL", UploadColumns.Read, id);

    public async Task<IReadOnlyList<Upload>> Take(Instant now, Instant leaseUntil, int limit) => await source.All(
        $"""
        UPDATE uploads SET due_at = $1
        WHERE id IN (SELECT id FROM uploads WHERE due_at <= $2 ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED)
        RETURNING {UploadColumns.All}
        """,
        UploadColumns.Read,
        leaseUntil.UnixMilliseconds, now.UnixMilliseconds, limit);

    public async Task<IReadOnlySet<string>> InUse() => UploadColumns.IdsIn(await source.All(
        $"SELECT request FROM schedule JOIN tasks ON tasks.id = task_id WHERE strpos(request, '{IdSource.UploadPrefix}') > 0", row => row.GetString(0)));

    public Task Postpone(string id, Instant due) => source.Do("UPDATE uploads SET due_at = $1 WHERE id = $2", due.UnixMilliseconds, id);

    public Task Forget(string id) => source.Do("DELETE FROM uploads WHERE id = $1", id);
}

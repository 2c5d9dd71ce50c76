using Gateway.Canonical;
using Gateway.Files;

namespace Gateway.Storage.Sqlite;

/// <summary>What is kept of uploaded images, in the same file.</summary>
internal sealed class SqliteUploads(SqliteWriter writer, SqliteReaders readers, TimeProvider time) : IUploads
{
    public Task Add(Upload upload, Instant due) => writer.Write(session => session.Execute(
        $"""
        INSERT INTO uploads ({UploadColumns.All}, due_at)
        VALUES (@id, @team, @key, @place, @name, @type, @length, @created, @until, @due)
        """,
        ("id", upload.Id), ("team", upload.Team), ("key", upload.KeyId), ("place", upload.Place), ("name", upload.Name), ("type", upload.ContentType),
        ("length", upload.Length), ("created", upload.CreatedAt.UnixMilliseconds), ("until", upload.Until.UnixMilliseconds), ("due", due.UnixMilliseconds)));

    public async Task<bool> Stored(string id, Instant due) => await writer.Write(session => session.Execute(
        "UPDATE uploads SET stored_at = @now, due_at = @due WHERE id = @id AND stored_at IS NULL",
        ("now", time.Now().UnixMilliseconds), ("due", due.UnixMilliseconds), ("id", id))) == 1;

    public ValueTask<Upload?> Find(string id) => readers.Read(session =>
        session.First($"SELECT {UploadColumns.All} FROM uploads WHERE id = @id AND stored_at IS NOT NULL", UploadColumns.Read, ("id", id)));

    public async Task<IReadOnlyList<Upload>> Take(Instant now, Instant leaseUntil, int limit)
    {
        // Mostly there is nothing: then nobody has to wait for the writer.
        var isAny = await readers.Read(session => session.First("SELECT 1 FROM uploads WHERE due_at <= @now LIMIT 1", _ => true, ("now", now.UnixMilliseconds)));
        return isAny ? await Claim(now, leaseUntil, limit) : [];
    }

    public async Task<IReadOnlySet<string>> InUse() => UploadColumns.IdsIn(await readers.Read(session => session.All(
        $"SELECT request FROM tasks WHERE due_at IS NOT NULL AND instr(request, '{IdSource.UploadPrefix}') > 0", row => row.GetString(0))));

    public Task Postpone(string id, Instant due) => writer.Write(session =>
        session.Execute("UPDATE uploads SET due_at = @due WHERE id = @id", ("due", due.UnixMilliseconds), ("id", id)));

    public Task Forget(string id) => writer.Write(session => session.Execute("DELETE FROM uploads WHERE id = @id", ("id", id)));

    private Task<IReadOnlyList<Upload>> Claim(Instant now, Instant leaseUntil, int limit) => writer.Write<IReadOnlyList<Upload>>(session => session.All(
        $"""
        UPDATE uploads SET due_at = @lease WHERE id IN (SELECT id FROM uploads WHERE due_at <= @now ORDER BY due_at LIMIT @limit)
        RETURNING {UploadColumns.All}
        """,
        UploadColumns.Read,
        ("lease", leaseUntil.UnixMilliseconds), ("now", now.UnixMilliseconds), ("limit", limit)));
}

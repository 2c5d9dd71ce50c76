using Gateway.Canonical;
using Gateway.Files;
using Gateway.Tasks;

namespace Gateway.Storage.Sqlite;

/// <summary>What is kept of results, in the same file.</summary>
internal sealed class SqliteKeptFiles(SqliteWriter writer, SqliteReaders readers) : IKeptFiles
{
    private const string Ours = "task_id = @id AND claim = @claim";

    private static readonly Sql InsertOrder = new($"INSERT INTO kept_files ({KeptFileColumns.Ordered}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (task_id) DO NOTHING");
    private static readonly Sql MoveEnd = new("UPDATE kept_files SET until = ?, due_at = ? WHERE task_id = ?");

    public ValueTask<KeptFile?> Find(string taskId) => readers.Read(session =>
        session.First($"SELECT {KeptFileColumns.All} FROM kept_files WHERE task_id = @id", KeptFileColumns.Read, ("id", taskId)));

    public async Task<IReadOnlyList<KeptFile>> Take(Instant now, Instant leaseUntil, int limit)
    {
        // It is asked for every second, and mostly there is nothing: then nobody has to wait for the writer.
        var isAny = await readers.Read(session => session.First("SELECT 1 FROM kept_files WHERE due_at <= @now LIMIT 1", _ => true, ("now", now.UnixMilliseconds)));
        return isAny ? await Claim(now, leaseUntil, limit) : [];
    }

    public async Task<bool> Postpone(KeptFile file, Instant due, int tries) => await writer.Write(session => session.Execute(
        $"UPDATE kept_files SET due_at = @due, tries = @tries WHERE {Ours}",
        ("due", due.UnixMilliseconds), ("tries", tries), ("id", file.TaskId), ("claim", file.Claim))) == 1;

    public async Task<bool> Stored(KeptFile file, Instant at, long length, string sha256) => await writer.Write(session => session.Execute(
        $"UPDATE kept_files SET stored_at = @at, length = @length, sha256 = @sha256, due_at = until WHERE {Ours}",
        ("at", at.UnixMilliseconds), ("length", length), ("sha256", sha256), ("id", file.TaskId), ("claim", file.Claim))) == 1;

    public Task Missed(KeptFile file, Instant now) => writer.Write(session => session.Execute(
        $"UPDATE kept_files SET stored_at = NULL, tries = 0, due_at = @now WHERE {Ours} AND stored_at IS NOT NULL",
        ("now", now.UnixMilliseconds), ("id", file.TaskId), ("claim", file.Claim)));

    public Task Forget(KeptFile file) => writer.Write(session => session.Execute(
        $"DELETE FROM kept_files WHERE {Ours}", ("id", file.TaskId), ("claim", file.Claim)));

    private Task<IReadOnlyList<KeptFile>> Claim(Instant now, Instant leaseUntil, int limit) => writer.Write<IReadOnlyList<KeptFile>>(session => session.All(
        $"""
        UPDATE kept_files SET due_at = @lease, claim = claim + 1
        WHERE task_id IN (SELECT task_id FROM kept_files WHERE due_at <= @now ORDER BY due_at LIMIT @limit)
        RETURNING {KeptFileColumns.All}
        """,
        KeptFileColumns.Read,
        ("lease", leaseUntil.UnixMilliseconds), ("now", now.UnixMilliseconds), ("limit", limit)));

    /// <summary>Goes with the statements of the change.</summary>
    public static void Save(SqliteSession session, Changes changes, Instant now)
    {
        if (changes.Keep is { } order)
        {
            var insert = session.Begin(InsertOrder);
            KeptFileColumns.WriteOrder(changes.After, order, now.UnixMilliseconds, insert);
            insert.Run();
        }

        if (changes.FileEnds is { } end)
        {
            var move = session.Begin(MoveEnd);
            move.Add(end.UnixMilliseconds);
            move.Add(now.UnixMilliseconds);
            move.Add(changes.After.Id);
            move.Run();
        }
    }
}

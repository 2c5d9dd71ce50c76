using Gateway.Canonical;
using Gateway.Files;
using Gateway.Tasks;

namespace Gateway.Storage.Postgres;

/// <summary>What is kept of results, in the same database, of all replicas.</summary>
internal sealed class PostgresKeptFiles(PostgresSource source) : IKeptFiles
{
    private const string Ours = "task_id = $1 AND claim = $2";

    public async ValueTask<KeptFile?> Find(string taskId) =>
        await source.First($"SELECT {KeptFileColumns.All} FROM kept_files WHERE task_id = $1", KeptFileColumns.Read, taskId);

    public async Task<IReadOnlyList<KeptFile>> Take(Instant now, Instant leaseUntil, int limit) => await source.All(
        $"""
        UPDATE kept_files SET due_at = $1, claim = claim + 1
        WHERE task_id IN (SELECT task_id FROM kept_files WHERE due_at <= $2 ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED)
        RETURNING {KeptFileColumns.All}
        """,
        KeptFileColumns.Read,
        leaseUntil.UnixMilliseconds, now.UnixMilliseconds, limit);

    public Task<bool> Postpone(KeptFile file, Instant due, int tries) =>
        Changed($"UPDATE kept_files SET due_at = $3, tries = $4 WHERE {Ours} RETURNING 1", file.TaskId, file.Claim, due.UnixMilliseconds, tries);

    public Task<bool> Stored(KeptFile file, Instant at, long length, string sha256) => Changed(
        $"UPDATE kept_files SET stored_at = $3, length = $4, sha256 = $5, due_at = until WHERE {Ours} RETURNING 1",
        file.TaskId, file.Claim, at.UnixMilliseconds, length, sha256);

    public Task Missed(KeptFile file, Instant now) => source.Do(
        $"UPDATE kept_files SET stored_at = NULL, tries = 0, due_at = $3 WHERE {Ours} AND stored_at IS NOT NULL", file.TaskId, file.Claim, now.UnixMilliseconds);

    public Task Forget(KeptFile file) => source.Do($"DELETE FROM kept_files WHERE {Ours}", file.TaskId, file.Claim);

    /// <summary>Goes with the statements of the changes; without any of a file there is none.</summary>
    public static void Save(PostgresBatch batch, IReadOnlyList<Changes> made, Instant now)
    {
        var ordered = new PostgresRows(9);
        foreach (var (task, order) in from changes in made where changes.Keep is not null select (changes.After, changes.Keep))
        {
            KeptFileColumns.WriteOrder(task, order, now.UnixMilliseconds, ordered);
        }

        if (ordered.Count > 0)
        {
            batch.Do($"INSERT INTO kept_files ({KeptFileColumns.Ordered}) SELECT * FROM {ordered.Unnest()} ON CONFLICT (task_id) DO NOTHING", ordered);
        }

        foreach (var (id, end) in from changes in made where changes.FileEnds is not null select (changes.After.Id, changes.FileEnds!.Value))
        {
            batch.Do("UPDATE kept_files SET until = $1, due_at = $2 WHERE task_id = $3", end.UnixMilliseconds, now.UnixMilliseconds, id);
        }
    }

    private async Task<bool> Changed(string sql, params object?[] values) => await source.First(sql, row => row.GetInt32(0), values) == 1;
}

using Gateway.Storage.Moving;
using Gateway.Tasks;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Storage;

/// <summary>Copies of files, and whether both sides hold the same.</summary>
internal static class Copies
{
    public static CopyOptions Options(string file, TestDatabase database) => new($"Data Source={file}", database.ConnectionString);

    /// <returns>What it says.</returns>
    public static async Task<string> Copy(string file, TestDatabase database)
    {
        using var said = new StringWriter();
        await new StoreCopy(Options(file, database), TimeProvider.System, said, all => new CopyProgress(TextWriter.Null, isTerminal: false, TimeProvider.System, all)).Run();
        return said.ToString();
    }

    /// <summary>A file as a gateway makes it.</summary>
    public static async Task Empty(string file)
    {
        await using var stores = new SqliteDatabase(file).Open(new ManualTime());
        (await stores.GetRequiredService<ITaskStore>().IsReady()).ShouldBeTrue();
    }

    /// <summary>Also gives PostgreSQL its tables.</summary>
    public static async Task Migrate(TestDatabase database)
    {
        await using var target = new CopyTarget(new CopyOptions("", database.ConnectionString), TimeProvider.System);
        await target.Migrate();
    }

    /// <summary>Rows in every table that is copied.</summary>
    public static void Fill(string file, int tasks) => SqliteFile.Execute(file,
        $"""
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {tasks})
        INSERT INTO tasks (id, team, key_id, request_id, model, price_micros, state, money, status, progress, created_at, completed_at, routes, upstream, pool_key,
            upstream_task_id, due_at, leased_from, silences, not_founds, missing_urls, version, request)
        SELECT printf('video_%08d', i), 'film', 'config:film', printf('req_%d', i), 'viduq3-pro', 16000000, iif(i % 10, 'completed', 'polling'), iif(i % 10, 'charged', 'reserved'),
            iif(i % 10, 'completed', 'in_progress'), iif(i % 10, 100, 10), i, iif(i % 10, i, NULL), 'toapis', 'toapis', 'one', printf('job_%d', i), iif(i % 10, NULL, i + 30), iif(i % 20, NULL, i), 0, 0, 0, 2, printf('"Katze %d 🐱"', i)
        FROM n;
        INSERT INTO attempts (id, task_id, number, upstream, pool_key, opened_at, outcome) SELECT 'att_' || id, id, 1, 'toapis', 'one', created_at, 'accepted' FROM tasks;
        INSERT INTO ledger (task_id, key_id, team, kind, reserved, charged, at) SELECT id, key_id, team, 'reserve', price_micros, 0, created_at FROM tasks;
        INSERT INTO ledger (task_id, key_id, team, kind, reserved, charged, at) SELECT id, key_id, team, 'charge', -price_micros, price_micros, created_at FROM tasks WHERE money = 'charged';
        INSERT INTO spending (account, id, day, reserved, charged) SELECT 'team', team, 0, SUM(reserved), SUM(charged) FROM ledger GROUP BY team;
        INSERT INTO spending (account, id, day, reserved, charged) SELECT 'key', key_id, 0, SUM(reserved), SUM(charged) FROM ledger GROUP BY key_id;
        INSERT INTO accounts (account, id, live) SELECT 'team', team, COUNT(*) FROM tasks WHERE completed_at IS NULL GROUP BY team;
        INSERT INTO pool_keys (upstream, pool_key, in_flight) SELECT upstream, pool_key, COUNT(*) FROM tasks WHERE completed_at IS NULL GROUP BY upstream, pool_key;
        INSERT INTO events (task_id, kind, at) SELECT id, 'created', created_at FROM tasks;
        INSERT INTO teams (team, max_concurrent_tasks) VALUES ('film', 7);
        INSERT INTO idempotency_keys (key_id, key, fingerprint, task_id, expires_at) SELECT key_id, 'first', 'fingerprint', id, 86400000 FROM tasks LIMIT 1;
        INSERT INTO client_keys (id, name, team, hash, created_at, hint) VALUES ('key_1', 'made', 'film', x'00FF10', 5, 'abcd');
        INSERT INTO turns (routes, served) VALUES ('toapis', 3);
        INSERT INTO usage_days (day, team, key_id, model, upstream, completed, failed, seconds, charged, refunded) VALUES (0, 'film', 'config:film', 'viduq3-pro', '', 1, 2, 3, 4, 5);
        INSERT INTO audit (at, operator, action, target, request_id, after) VALUES (5, 'ann', 'team.change', 'film', 'req_1', '{"max_concurrent_tasks":7}');
        INSERT INTO signing (one, check_value) VALUES (1, 'no gateway starts on it');
        INSERT INTO callback_secrets (team, version, salt, created_at, expires_at) VALUES ('film', 1, x'0001FF', 5, 9), ('film', 2, x'10', 9, NULL);
        INSERT INTO callbacks (id, task_id, team, type, url, receiver, created_at, status, tries, due_at, leased_until, ended_at)
            SELECT 'msg_' || id, id, team, 'video.completed', 'https://hooks.example/für?a=b', 'hooks.example:443', completed_at, iif(completed_at % 2, 'delivered', 'pending'), 1,
                iif(completed_at % 2, NULL, completed_at + 5000), iif(completed_at % 4, NULL, completed_at + 30000), iif(completed_at % 2, completed_at, NULL)
            FROM tasks WHERE completed_at IS NOT NULL;
        INSERT INTO callback_tries (callback_id, at, http_status, problem, milliseconds)
            SELECT id, created_at, iif(ended_at IS NULL, NULL, 204), iif(ended_at IS NULL, 'timeout', NULL), 15000 FROM callbacks;
        INSERT INTO callback_receivers (receiver, failing_since, failures, next_try_at) VALUES ('hooks.example:443', 5, 11, 65000), ('other.example:443', 6, 1, NULL);
        INSERT INTO kept_files (task_id, place, name, source, source_until, until, stored_at, length, sha256, tries, claim, due_at)
            SELECT id, 'folder', id || '.mp4', 'https://files.example/v.mp4', completed_at, completed_at + 9, iif(completed_at % 2, completed_at, NULL), iif(completed_at % 2, 300000, NULL),
                iif(completed_at % 2, 'ab', NULL), 2, 3, completed_at + 9
            FROM tasks WHERE completed_at IS NOT NULL;
        INSERT INTO uploads (id, team, key_id, place, name, content_type, length, created_at, until, stored_at, due_at) VALUES
            ('file_1', 'film', 'config:film', 'folder', 'uploads/file_1', 'image/png', 9, 1, 2, 3, 4), ('file_2', 'film', 'config:film', 's3', 'uploads/file_2', 'image/webp', 8, 1, 2, NULL, 4);
        """);

    /// <summary>Every row of every table of the file is in the database, and no other.</summary>
    /// <param name="isFull">Whether each has rows: what is empty on both sides says nothing.</param>
    public static void ShouldBeEqual(string file, TestDatabase database, bool isFull = true)
    {
        var source = new SqliteDatabase(file);
        foreach (var table in source.Rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT IN ('migrations', 'probe', 'events_heard')").Select(row => row[0]))
        {
            var columns = source.Rows($"SELECT name, type FROM pragma_table_info('{table}') WHERE name <> 'leased_from'");
            var here = columns.Select(column => column[0] == "due_at" && table == "tasks" ? "COALESCE(leased_from, due_at)" : column[1] == "BLOB" ? $"hex({column[0]})" : column[0]);
            var there = columns.Select(column => column[1] == "BLOB" ? $"upper(encode({column[0]}, 'hex'))" : column[0]);
            var rows = Sorted(source, $"SELECT {string.Join(", ", here)} FROM {table}");
            (rows.Count > 0 || !isFull).ShouldBeTrue($"{table} is empty");
            Sorted(database, $"SELECT {string.Join(", ", there)} FROM {table}").ShouldBe(rows, table);
        }

        Sorted(database, "SELECT task_id, upstream, due_at, CASE WHEN owner IS NULL THEN 0 ELSE 1 END FROM schedule").ShouldBe(Sorted(
            source, "SELECT id, COALESCE(upstream, ''), COALESCE(leased_from, due_at), state = 'submitting' FROM tasks WHERE due_at IS NOT NULL"));
    }

    private static List<string> Sorted(TestDatabase database, string sql) =>
        [.. database.Rows(sql).Select(row => string.Join('|', row)).Order(StringComparer.Ordinal)];
}

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
        """);

    /// <summary>Every row of every table of the file is in the database, and no other.</summary>
    public static void ShouldBeEqual(string file, TestDatabase database)
    {
        var source = new SqliteDatabase(file);
        foreach (var table in source.Rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT IN ('migrations', 'probe', 'events_heard')").Select(row => row[0]))
        {
            var columns = source.Rows($"SELECT name, type FROM pragma_table_info('{table}') WHERE name <> 'leased_from'");
            var here = columns.Select(column => column[0] == "due_at" && table == "tasks" ? "COALESCE(leased_from, due_at)" : column[1] == "BLOB" ? $"hex({column[0]})" : column[0]);
            var there = columns.Select(column => column[1] == "BLOB" ? $"upper(encode({column[0]}, 'hex'))" : column[0]);
            Sorted(database, $"SELECT {string.Join(", ", there)} FROM {table}").ShouldBe(Sorted(source, $"SELECT {string.Join(", ", here)} FROM {table}"), table);
        }

        Sorted(database, "SELECT task_id, upstream, due_at, CASE WHEN owner IS NULL THEN 0 ELSE 1 END FROM schedule").ShouldBe(Sorted(
            source, "SELECT id, COALESCE(upstream, ''), COALESCE(leased_from, due_at), state = 'submitting' FROM tasks WHERE due_at IS NOT NULL"));
    }

    private static List<string> Sorted(TestDatabase database, string sql) =>
        [.. database.Rows(sql).Select(row => string.Join('|', row)).Order(StringComparer.Ordinal)];
}

using Gateway.Benchmarks.Load;
using Gateway.Benchmarks.Processes;
using Gateway.Canonical;
using Microsoft.Data.Sqlite;

namespace Gateway.Benchmarks.Seeding;

/// <summary>A gateway's SQLite file, filled from outside: a million creates over HTTP would take too long.</summary>
internal sealed class StoreFile : IDisposable
{
    private static readonly TimeSpan EndedSpan = TimeSpan.FromDays(30);

    private readonly Random random = new(1);
    private readonly SeedClock clock = new();
    private readonly IdSource ids;
    private readonly SqliteConnection connection;

    private StoreFile(string path)
    {
        Path = path;
        ids = new IdSource(clock, random.NextBytes);
        connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        Run("PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF; PRAGMA busy_timeout = 5000;");
    }

    public string Path { get; }

    /// <summary>All ids in it that have been seeded as ended.</summary>
    public TaskIds Ended { get; } = new();

    /// <summary>A gateway makes the file, so its schema is the gateway's own.</summary>
    public static async Task<StoreFile> New(Child stub, string path)
    {
        await using (await Cast.Gateway(stub, path, TimeSpan.FromHours(1)))
        {
            // It has applied its migrations by the time it listens.
        }

        SQLitePCL.Batteries_V2.Init();
        return new StoreFile(path);
    }

    /// <summary>Tasks that completed within the last month.</summary>
    public void AddEnded(int count)
    {
        var newest = TimeProvider.System.GetUtcNow() - TimeSpan.FromHours(1);
        Add(Enumerable.Range(0, count).Select(i =>
        {
            var task = NewTask(newest - (EndedSpan * ((double)(count - i) / count)), null);
            Ended.Add(task.Id);
            return task;
        }));
    }

    /// <summary>Running tasks, made a minute ago.</summary>
    public void AddRunning(IEnumerable<DateTimeOffset> due)
    {
        var made = TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(1);
        Add(due.Select(at => NewTask(made, at.ToUnixTimeMilliseconds())));
    }

    /// <summary>By how much the task that is longest due is late now.</summary>
    public TimeSpan Lateness()
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT MIN(due_at) FROM tasks WHERE upstream = 'toapis' AND due_at IS NOT NULL";
        var late = command.ExecuteScalar() is long due ? TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() - due : 0;
        return TimeSpan.FromMilliseconds(Math.Max(0, late));
    }

    public double SizeMiB() => new FileInfo(Path).Length / 1048576.0;

    public void Dispose() => connection.Dispose();

    private SeedTask NewTask(DateTimeOffset made, long? due)
    {
        clock.Now = made;
        return new SeedTask(ids.NewTaskId(), ids.NewAttemptId(), made.ToUnixTimeMilliseconds(), due);
    }

    private void Add(IEnumerable<SeedTask> all)
    {
        using (var transaction = connection.BeginTransaction())
        using (var tasks = new RowInserter(connection, "tasks", SeedColumns.Tasks))
        using (var attempts = new RowInserter(connection, "attempts", SeedColumns.Attempts))
        {
            foreach (var task in all)
            {
                tasks.Insert(task);
                attempts.Insert(task);
            }

            transaction.Commit();
        }

        Run("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    private void Run(string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}

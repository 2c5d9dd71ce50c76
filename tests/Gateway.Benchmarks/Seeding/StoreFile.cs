using Microsoft.Data.Sqlite;

namespace Gateway.Benchmarks.Seeding;

/// <summary>A SQLite file.</summary>
internal sealed class StoreFile : SeededStore
{
    private readonly string path;
    private readonly SqliteConnection connection;

    public StoreFile(string path, IReadOnlyList<string> settings)
        : base(settings)
    {
        SQLitePCL.Batteries_V2.Init();
        this.path = path;
        connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        Run("PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF; PRAGMA busy_timeout = 5000;");
    }

    public override Task<double> SizeMiB() => Task.FromResult(new FileInfo(path).Length / 1048576.0);

    public override ValueTask DisposeAsync() => connection.DisposeAsync();

    protected override Task<long?> LongestDue()
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT MIN(due_at) FROM tasks WHERE upstream = 'toapis' AND due_at IS NOT NULL";
        return Task.FromResult(command.ExecuteScalar() as long?);
    }

    protected override Task Add(IEnumerable<SeedTask> all)
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
        return Task.CompletedTask;
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

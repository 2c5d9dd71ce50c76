using System.Data.Common;
using Gateway.Crash.Checks;
using Microsoft.Data.Sqlite;

namespace Gateway.Tests.Support;

/// <summary>A file.</summary>
/// <param name="kept">Where it is, when it is not to go with this object.</param>
internal sealed class SqliteDatabase(string? kept = null) : TestDatabase
{
    private readonly TestFolder? folder = kept is null ? new TestFolder() : null;

    public override string Provider => Engines.Sqlite;

    public override string ConnectionString => $"Data Source={File}";

    public string File => kept ?? folder!.File("gateway.db");

    public override IDisposable Stop() => Hold();

    public override IDisposable Hold() => SqliteFile.Lock(File);

    public override IDisposable Break(string table, params string[] columns)
    {
        var of = columns.Length == 0 ? "" : $"OF {string.Join(", ", columns)} ";
        Execute($"CREATE TRIGGER broken BEFORE UPDATE {of}ON {table} BEGIN SELECT RAISE(FAIL, 'disk I/O error'); END");
        return new Undo(() => Execute("DROP TRIGGER broken"));
    }

    /// <summary>It counts for ever.</summary>
    public override IDisposable Freeze(string table, string column)
    {
        const string Endless = "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers) SELECT n FROM numbers";
        Execute($"CREATE TRIGGER frozen BEFORE UPDATE OF {column} ON {table} BEGIN SELECT COUNT(*) FROM ({Endless}); END");
        return new Undo(() => Execute("DROP TRIGGER frozen"));
    }

    public override IReadOnlyList<(string Name, byte[] Bytes)> Contents() =>
    [
        .. Directory.GetFiles(Path.GetDirectoryName(File)!, Path.GetFileName(File) + "*").Select(file => (Path.GetFileName(file), SecretCheck.Read(file))),
    ];

    public override ValueTask DisposeAsync()
    {
        folder?.Dispose();
        return ValueTask.CompletedTask;
    }

    // Not pooled: what is closed has to be let go.
    protected override DbConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        return connection;
    }
}

using System.Data;
using Gateway.Storage.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Gateway.Storage.Moving;

/// <summary>
/// The database. First it is marked, which keeps every gateway from starting on it; then one transaction brings all rows
/// and takes the mark away. A copy that was broken off leaves the mark and no rows: docs/decisions/0024.
/// </summary>
internal sealed class CopyTarget(CopyOptions options, TimeProvider time) : IAsyncDisposable
{
    /// <summary>"copystor" in ASCII.</summary>
    private const long Lock = 0x636F707973746F72;

    /// <summary>As much as goes to the server at once.</summary>
    private const int Chunk = 1 << 16;

    private readonly PostgresSource source = new(
        // How long a statement takes depends on how much there is.
        new NpgsqlConnectionStringBuilder(options.To) { CommandTimeout = 0, Pooling = false }.ConnectionString,
        isPooled: true,
        new StoreTrouble(NullLogger<StoreTrouble>.Instance, time, "used"));

    public Task Migrate() => PostgresMigrations.Apply(source);

    /// <summary>Those that have to be filled: not what the database makes from others itself.</summary>
    public async Task<IReadOnlyList<SchemaColumn>> Columns() => await source.All(
        """
        SELECT table_name::text, column_name::text, data_type::text, is_identity = 'YES' FROM information_schema.columns
        WHERE table_schema = current_schema() AND is_generated = 'NEVER' ORDER BY table_name, ordinal_position
        """,
        row => new SchemaColumn(row.GetString(0), row.GetString(1), row.GetString(2), row.GetBoolean(3)));

    /// <exception cref="DataException">It is not empty, or somebody uses it.</exception>
    public async Task Mark(IReadOnlyList<CopiedTable> tables)
    {
        await using var connection = await source.Open();
        await using var transaction = await connection.BeginTransactionAsync();
        await Enter(connection, "LOCK TABLE replicas IN SHARE ROW EXCLUSIVE MODE");
        var alive = new List<string>();
        var ask = new PostgresBatch();
        ask.Ask("SELECT id FROM replicas WHERE seen_at >= clock_timestamp() - $1 ORDER BY id", row => alive.Add(row.GetString(0)), ReplicaTerms.Usual.Term);
        await ask.Run(connection);
        if (alive.Count > 0)
        {
            throw new DataException($"A gateway runs on the database, or was killed there within the last {ReplicaTerms.Usual.Term.TotalSeconds} s: {string.Join(", ", alive)}.");
        }

        await ExpectEmpty(connection, tables);
        await CopyMark.Set(connection, options.File);
        await transaction.CommitAsync();
    }

    /// <param name="moved">Is told of how many rows more are on their way.</param>
    /// <returns>What the tables hold now.</returns>
    /// <exception cref="DataException">Not the same as in the file, or somebody else uses the database.</exception>
    public async Task<IReadOnlyList<TableSums>> Fill(CopySource file, IReadOnlyList<CopiedTable> tables, IReadOnlyList<TableSums> expected, Action<string, long> moved)
    {
        await using var connection = await source.Open();
        await using var transaction = await connection.BeginTransactionAsync();
        await Enter(connection, $"LOCK TABLE {Names(tables)}, schedule IN ACCESS EXCLUSIVE MODE");
        await ExpectEmpty(connection, tables);
        // Emptied in the transaction that fills it, a table gets its rows in their final form: COPY … FREEZE.
        // What keeps the audit log from being emptied stands back for that; nobody else sees the table meanwhile.
        await Do(connection, [.. tables.Select(table => $"ALTER TABLE {table.Name} DISABLE TRIGGER USER")]);
        await Do(connection, $"TRUNCATE {Names(tables)}, schedule");
        await Do(connection, [.. tables.Select(table => $"ALTER TABLE {table.Name} ENABLE TRIGGER USER")]);
        foreach (var table in tables)
        {
            await Copy(connection, file, table, rows => moved(table.Name, rows));
        }

        await Finish(connection, tables);
        var sums = await Sums(connection, tables);
        if (!sums.SequenceEqual(expected))
        {
            throw new DataException($"What arrived is not what the file holds. The file: {string.Join("; ", expected)}. The database: {string.Join("; ", sums)}.");
        }

        await CopyMark.Remove(connection);
        await transaction.CommitAsync();
        return sums;
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    private static async Task Enter(NpgsqlConnection connection, string lockTables)
    {
        var isAlone = false;
        var batch = new PostgresBatch();
        batch.Do("SET LOCAL lock_timeout = '10s'");
        batch.Do("SET LOCAL statement_timeout = 0");
        batch.Do("SET LOCAL idle_in_transaction_session_timeout = 0");
        batch.Ask("SELECT pg_try_advisory_xact_lock($1)", row => isAlone = row.GetBoolean(0), Lock);
        await batch.Run(connection);
        if (!isAlone)
        {
            throw new DataException("Another copy into the database is under way.");
        }

        await Do(connection, lockTables);
    }

    private static async Task ExpectEmpty(NpgsqlConnection connection, IReadOnlyList<CopiedTable> tables)
    {
        var filled = new List<string>();
        var batch = new PostgresBatch();
        foreach (var table in tables)
        {
            batch.Ask($"SELECT 1 FROM {table.Name} LIMIT 1", _ => filled.Add(table.Name));
        }

        await batch.Run(connection);
        if (filled.Count > 0)
        {
            throw new DataException($"The database is not empty, and nothing in it was changed: there are rows in {string.Join(", ", filled)}.");
        }
    }

    private static async Task Copy(NpgsqlConnection connection, CopySource file, CopiedTable table, Action<long> moved)
    {
        await using var stream = await connection.BeginRawBinaryCopyAsync($"COPY {table.Name} ({table.Names}) FROM STDIN (FORMAT BINARY, FREEZE)");
        try
        {
            using var row = file.Rows(table);
            var rows = new BinaryRows(table);
            rows.Begin();
            var waiting = 0;
            while (row.Step())
            {
                rows.Add(row);
                waiting++;
                if (rows.Count >= Chunk)
                {
                    await stream.WriteAsync(rows.Written);
                    rows.Clear();
                    moved(waiting);
                    waiting = 0;
                }
            }

            rows.Finish();
            await stream.WriteAsync(rows.Written);
            moved(waiting);
        }
        catch
        {
            // Or the end of a stream that is cut short would be the error that is seen.
            await stream.CancelAsync();
            throw;
        }
    }

    private static async Task Finish(NpgsqlConnection connection, IReadOnlyList<CopiedTable> tables)
    {
        var batch = new PostgresBatch();
        batch.Do(CopyRules.FillSchedule);
        foreach (var table in tables.Where(table => table.Identity is not null))
        {
            batch.Ask(
                $"SELECT setval(pg_get_serial_sequence('{table.Name}', '{table.Identity}'), COALESCE(MAX({table.Identity}), 1), MAX({table.Identity}) IS NOT NULL) FROM {table.Name}",
                _ => { });
        }

        // Without it, the first statements would be planned as for empty tables.
        batch.Do($"ANALYZE {Names(tables)}, schedule");
        await batch.Run(connection);
    }

    private static async Task<List<TableSums>> Sums(NpgsqlConnection connection, IReadOnlyList<CopiedTable> tables)
    {
        var sums = new List<TableSums>();
        var batch = new PostgresBatch();
        foreach (var table in tables)
        {
            batch.Ask(table.Sums, row => sums.Add(TableSums.Read(table, row)));
        }

        await batch.Run(connection);
        return sums;
    }

    private static Task Do(NpgsqlConnection connection, params IReadOnlyList<string> statements)
    {
        var batch = new PostgresBatch();
        foreach (var sql in statements)
        {
            batch.Do(sql);
        }

        return batch.Run(connection);
    }

    private static string Names(IReadOnlyList<CopiedTable> tables) => string.Join(", ", tables.Select(table => table.Name));
}

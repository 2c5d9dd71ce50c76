using Gateway.Benchmarks.Report;
using Npgsql;
using NpgsqlTypes;

namespace Gateway.Benchmarks.Seeding;

/// <summary>A database of a PostgreSQL server.</summary>
internal sealed class StoreDatabase : SeededStore
{
    private readonly NpgsqlConnection connection;

    private StoreDatabase(NpgsqlConnection connection, IReadOnlyList<string> settings)
        : base(settings) => this.connection = connection;

    public static async Task<StoreDatabase> Open(string connectionString, IReadOnlyList<string> settings)
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        return new StoreDatabase(connection, settings);
    }

    public override async Task<double> SizeMiB()
    {
        await using var command = new NpgsqlCommand("SELECT pg_database_size(current_database())", connection);
        return (long)(await command.ExecuteScalarAsync())! / 1048576.0;
    }

    /// <summary>How its tables were changed, and what that left behind.</summary>
    public async Task<Table> Churn()
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT relname, n_tup_ins, n_tup_upd, n_tup_hot_upd, n_tup_del, n_live_tup, n_dead_tup, pg_total_relation_size(relid)
            FROM pg_stat_user_tables WHERE n_tup_ins + n_tup_upd > 0 ORDER BY n_tup_upd DESC, relname
            """,
            connection);
        await using var reader = await command.ExecuteReaderAsync();
        var table = new Table("table", "inserted", "updated", "of these HOT", "deleted", "rows", "dead rows", "MiB");
        while (await reader.ReadAsync())
        {
            double At(int column) => reader.GetInt64(column);
            table.Add(
                reader.GetString(0), At(1).Whole(), At(2).Whole(), At(2) == 0 ? "" : (At(3) / At(2)).Fine(), At(4).Whole(), At(5).Whole(), At(6).Whole(),
                (At(7) / 1048576).Whole());
        }

        return table;
    }

    public override ValueTask DisposeAsync() => connection.DisposeAsync();

    protected override async Task<long?> LongestDue()
    {
        await using var command = new NpgsqlCommand("SELECT MIN(due_at) FROM schedule WHERE upstream = 'toapis'", connection);
        return await command.ExecuteScalarAsync() as long?;
    }

    protected override async Task Add(IEnumerable<SeedTask> all)
    {
        var tasks = all.ToList();
        await Copy("tasks", SeedColumns.Tasks, tasks);
        await Copy("attempts", SeedColumns.Attempts, tasks);
        await Copy("schedule", SeedColumns.Schedule, tasks.Where(task => !task.Ended));
        await using var analyze = new NpgsqlCommand("VACUUM ANALYZE", connection) { CommandTimeout = 0 };
        await analyze.ExecuteNonQueryAsync();
    }

    /// <summary>A column that is not known here but must have a value gets an empty one.</summary>
    private async Task Copy(string table, IReadOnlyDictionary<string, Func<SeedTask, object?>> known, IEnumerable<SeedTask> tasks)
    {
        var columns = (await Columns(table)).Where(column => known.ContainsKey(column.Name) || column.Required).ToList();
        await using var import = await connection.BeginBinaryImportAsync(
            $"COPY {table} ({string.Join(", ", columns.Select(column => column.Name))}) FROM STDIN (FORMAT BINARY)");
        foreach (var task in tasks)
        {
            await import.StartRowAsync();
            foreach (var (name, isNumber, _) in columns)
            {
                switch (known.TryGetValue(name, out var value) ? value(task) : isNumber ? 0L : "")
                {
                    case null:
                        await import.WriteNullAsync();
                        break;
                    case string text:
                        await import.WriteAsync(text, NpgsqlDbType.Text);
                        break;
                    case var number:
                        await import.WriteAsync(Convert.ToInt64(number, null), NpgsqlDbType.Bigint);
                        break;
                }
            }
        }

        await import.CompleteAsync();
    }

    private async Task<List<(string Name, bool IsNumber, bool Required)>> Columns(string table)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT column_name, data_type = 'bigint', is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO'
            FROM information_schema.columns WHERE table_name = $1
            """,
            connection);
        command.Parameters.Add(new NpgsqlParameter { Value = table });
        await using var reader = await command.ExecuteReaderAsync();
        var columns = new List<(string, bool, bool)>();
        while (await reader.ReadAsync())
        {
            columns.Add((reader.GetString(0), reader.GetBoolean(1), reader.GetBoolean(2)));
        }

        return columns;
    }
}

using Microsoft.Data.Sqlite;

namespace Gateway.Benchmarks.Seeding;

/// <summary>
/// Inserts rows into a table whose schema may have grown since: a column that is not known here but must have a value
/// gets an empty one, and a known column that the table no longer has is left out.
/// </summary>
internal sealed class RowInserter : IDisposable
{
    private readonly SqliteCommand command;
    private readonly (SqliteParameter Parameter, Func<SeedTask, object?> Value)[] bound;

    public RowInserter(SqliteConnection connection, string table, IReadOnlyDictionary<string, Func<SeedTask, object?>> known)
    {
        var columns = Columns(connection, table)
            .Where(column => known.ContainsKey(column.Name) || column.Required)
            .ToList();
        command = connection.CreateCommand();
#pragma warning disable CA2100 // Names come from the schema itself.
        command.CommandText =
            $"INSERT INTO {table} ({string.Join(", ", columns.Select(column => column.Name))}) VALUES ({string.Join(", ", columns.Select(column => "@" + column.Name))})";
#pragma warning restore CA2100
        bound =
        [
            .. columns.Select(column => (
                command.Parameters.AddWithValue("@" + column.Name, DBNull.Value),
                known.GetValueOrDefault(column.Name) ?? (_ => column.Type == "INTEGER" ? 0L : ""))),
        ];
    }

    public void Insert(SeedTask task)
    {
        foreach (var (parameter, value) in bound)
        {
            parameter.Value = value(task) ?? DBNull.Value;
        }

        command.ExecuteNonQuery();
    }

    public void Dispose() => command.Dispose();

    private static List<(string Name, string Type, bool Required)> Columns(SqliteConnection connection, string table)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name, type, \"notnull\" = 1 AND dflt_value IS NULL FROM pragma_table_info(@table)";
        command.Parameters.AddWithValue("@table", table);
        using var reader = command.ExecuteReader();
        var columns = new List<(string, string, bool)>();
        while (reader.Read())
        {
            columns.Add((reader.GetString(0), reader.GetString(1), reader.GetBoolean(2)));
        }

        return columns;
    }
}

using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace Gateway.Storage.Postgres;

/// <summary>Statements that go to the server together, and whose answers come back together: one round trip.</summary>
internal sealed class PostgresBatch
{
    private readonly List<NpgsqlBatchCommand> commands = [];
    private readonly List<Action<IRow>> readers = [];

    /// <summary>A statement that returns nothing.</summary>
    public void Do(string sql, params ReadOnlySpan<object?> values) => Add(sql, values);

    /// <summary>One that takes rows: <c>$1</c> and on are their columns.</summary>
    public void Do(string sql, PostgresRows rows) => rows.AddTo(Add(sql, []).Parameters);

    /// <summary>One that returns rows, each of which is read.</summary>
    public void Ask(string sql, Action<IRow> read, params ReadOnlySpan<object?> values)
    {
        Add(sql, values);
        readers.Add(read);
    }

    public void Ask(string sql, Action<IRow> read, PostgresRows rows, params ReadOnlySpan<object?> more)
    {
        var command = Add(sql, []);
        rows.AddTo(command.Parameters);
        foreach (var value in more)
        {
            command.Parameters.Add(Parameter(value));
        }

        readers.Add(read);
    }

    public async Task Run(NpgsqlConnection connection)
    {
        await using var batch = connection.CreateBatch();
        commands.ForEach(batch.BatchCommands.Add);
        await using var reader = await batch.ExecuteReaderAsync();
        var row = new PostgresRow(reader);
        foreach (var read in readers)
        {
            while (await reader.ReadAsync())
            {
                read(row);
            }

            await reader.NextResultAsync();
        }

        // To the end, or an error in a later statement would not be seen.
        while (await reader.NextResultAsync())
        {
        }
    }

    /// <summary>What a statement calls its nth value.</summary>
    public static string Place(int number) => string.Create(CultureInfo.InvariantCulture, $"${number}");

    public static NpgsqlParameter Parameter(object? value) => value switch
    {
        string text => new NpgsqlParameter { Value = text.Replace('\0', '\uFFFD'), NpgsqlDbType = NpgsqlDbType.Text },
        int or long => new NpgsqlParameter { Value = Convert.ToInt64(value, CultureInfo.InvariantCulture), NpgsqlDbType = NpgsqlDbType.Bigint },
        byte[] bytes => new NpgsqlParameter { Value = bytes, NpgsqlDbType = NpgsqlDbType.Bytea },
        string[] texts => new NpgsqlParameter { Value = texts, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
        long[] numbers => new NpgsqlParameter { Value = numbers, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint },
        TimeSpan span => new NpgsqlParameter { Value = span, NpgsqlDbType = NpgsqlDbType.Interval },
        null => new NpgsqlParameter { Value = DBNull.Value },
        _ => throw new ArgumentException($"no column holds a {value.GetType().Name}", nameof(value)),
    };

    private NpgsqlBatchCommand Add(string sql, ReadOnlySpan<object?> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(Parameter(value));
        }

        commands.Add(command);
        return command;
    }
}

using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;

namespace Gateway.Storage.Postgres;

/// <summary>
/// Rows of values, each column of them one array: so one statement takes any number of rows, and its text stays the same.
/// The kind of a column is that of its first value.
/// </summary>
internal sealed class PostgresRows(int width) : IRowWriter
{
    private readonly List<List<string?>?> texts = [.. new List<string?>?[width]];
    private readonly List<List<long?>?> numbers = [.. new List<long?>?[width]];
    private int next;

    public int Count { get; private set; }

    public void Add(string? value)
    {
        // PostgreSQL has no NUL in a text; an upstream's words may.
        (texts[next] ??= []).Add(value?.Replace('\0', '\uFFFD'));
        Moved();
    }

    public void Add(long? value)
    {
        (numbers[next] ??= []).Add(value);
        Moved();
    }

    /// <summary><c>unnest($1::text[], …)</c>, whose rows these are.</summary>
    public string Unnest(int firstParameter = 1) =>
        $"unnest({string.Join(", ", Enumerable.Range(0, width).Select(column => $"${firstParameter + column}::{(texts[column] is null ? "bigint" : "text")}[]"))})";

    public void AddTo(NpgsqlParameterCollection parameters)
    {
        Debug.Assert(next == 0, "a row has too few values");
        for (var column = 0; column < width; column++)
        {
            parameters.Add(texts[column] is { } text
                ? new NpgsqlParameter { Value = text.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text }
                : new NpgsqlParameter { Value = numbers[column]!.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint });
        }
    }

    private void Moved()
    {
        if (++next == width)
        {
            next = 0;
            Count++;
        }
    }
}

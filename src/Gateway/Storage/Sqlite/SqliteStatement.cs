using System.Buffers;
using System.Text;
using SQLitePCL;

namespace Gateway.Storage.Sqlite;

/// <summary>A prepared statement, and the row that it stands on. Its parameters' places are looked up once.</summary>
internal sealed class SqliteStatement : IRow, IDisposable
{
    private const int OnStack = 512;

    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;
    private readonly List<(string Name, int Place)> places = [];

    public SqliteStatement(sqlite3 database, string sql)
    {
        this.database = database;
        SqliteFailure.ThrowOn(raw.sqlite3_prepare_v2(database, sql, out statement), database);
    }

    /// <summary>Gives the parameters their values. A statement is always called with the same names in the same order.</summary>
    public void Bind(ReadOnlySpan<(string Name, object? Value)> values)
    {
        var number = 0;
        foreach (var (name, value) in values)
        {
            if (number == places.Count)
            {
                places.Add((name, Place(name)));
            }

            var (known, place) = places[number++];
            if (!ReferenceEquals(known, name) && known != name)
            {
                throw new InvalidOperationException($"parameter {number} was '{known}' and is now '{name}'");
            }

            SqliteFailure.ThrowOn(Bind(place, value), database);
        }
    }

    /// <returns>Whether there is a further row.</returns>
    public bool Step()
    {
        var result = raw.sqlite3_step(statement);
        SqliteFailure.ThrowOn(result, database);
        return result == raw.SQLITE_ROW;
    }

    /// <summary>Makes it ready for the next call; what went wrong in the last was said then.</summary>
    public void Reset() => raw.sqlite3_reset(statement);

    public bool IsDBNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public string GetString(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string();

    public int GetInt32(int column) => raw.sqlite3_column_int(statement, column);

    public long GetInt64(int column) => raw.sqlite3_column_int64(statement, column);

    public bool GetBoolean(int column) => raw.sqlite3_column_int(statement, column) != 0;

    public byte[] GetBytes(int column) => raw.sqlite3_column_blob(statement, column).ToArray();

    public void Dispose() => statement.Dispose();

    private int Place(string name) => raw.sqlite3_bind_parameter_index(statement, "@" + name) is > 0 and var place
        ? place
        : throw new InvalidOperationException($"the statement has no parameter '{name}'");

    private int Bind(int place, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(statement, place),
        string text => BindText(place, text),
        long number => raw.sqlite3_bind_int64(statement, place, number),
        int number => raw.sqlite3_bind_int64(statement, place, number),
        byte[] bytes => raw.sqlite3_bind_blob(statement, place, bytes),
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, "is of no type that a column has"),
    };

    private int BindText(int place, string text)
    {
        if (text.Length == 0)
        {
            // An empty span has no address, and would be bound as NULL.
            return raw.sqlite3_bind_text(statement, place, text);
        }

        var longest = Encoding.UTF8.GetMaxByteCount(text.Length);
        byte[]? rented = null;
        var buffer = longest <= OnStack ? stackalloc byte[OnStack] : rented = ArrayPool<byte>.Shared.Rent(longest);
        var result = raw.sqlite3_bind_text(statement, place, buffer[..Encoding.UTF8.GetBytes(text, buffer)]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return result;
    }
}

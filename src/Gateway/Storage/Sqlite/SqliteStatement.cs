using System.Buffers;
using System.Text;
using SQLitePCL;

namespace Gateway.Storage.Sqlite;

/// <summary>A prepared statement, the values it is given, and the row that it stands on.</summary>
internal sealed class SqliteStatement : IRow, IRowWriter, IDisposable
{
    private const int OnStack = 512;

    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;
    private readonly nint handle;
    private readonly List<(string Name, int Place)> places = [];
    private int given;

    public SqliteStatement(sqlite3 database, string sql)
    {
        this.database = database;
        SqliteFailure.ThrowOn(raw.sqlite3_prepare_v2(database, sql, out statement), database);
        handle = statement.DangerousGetHandle();
    }

    /// <summary>Begins to give it its values in the order of their places.</summary>
    public SqliteStatement Begin()
    {
        given = 0;
        return this;
    }

    public void Add(string? value) => SqliteFailure.ThrowOn(value is null ? SqliteNative.BindNull(handle, ++given) : BindText(++given, value), database);

    public void Add(long? value) => SqliteFailure.ThrowOn(
        value is { } number ? SqliteNative.BindNumber(handle, ++given, number) : SqliteNative.BindNull(handle, ++given), database);

    /// <summary>Runs it to its end.</summary>
    /// <returns>How many rows were changed.</returns>
    public int Run()
    {
        try
        {
            Step();
            return raw.sqlite3_changes(database);
        }
        finally
        {
            Reset();
        }
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

    /// <summary>The bytes of a text or a blob, which are there until the next step.</summary>
    public ReadOnlySpan<byte> GetRaw(int column) => raw.sqlite3_column_blob(statement, column);

    public void Dispose() => statement.Dispose();

    private int Place(string name) => raw.sqlite3_bind_parameter_index(statement, "@" + name) is > 0 and var place
        ? place
        : throw new InvalidOperationException($"the statement has no parameter '{name}'");

    private int Bind(int place, object? value) => value switch
    {
        null => SqliteNative.BindNull(handle, place),
        string text => BindText(place, text),
        long number => SqliteNative.BindNumber(handle, place, number),
        int number => SqliteNative.BindNumber(handle, place, number),
        byte[] bytes => raw.sqlite3_bind_blob(statement, place, bytes),
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, "is of no type that a column has"),
    };

    private int BindText(int place, string text)
    {
        var longest = Encoding.UTF8.GetMaxByteCount(text.Length);
        byte[]? rented = null;
        var buffer = longest <= OnStack ? stackalloc byte[OnStack] : rented = ArrayPool<byte>.Shared.Rent(longest);
        var result = SqliteNative.BindText(handle, place, buffer[..Encoding.UTF8.GetBytes(text, buffer)]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return result;
    }
}

using Npgsql;

namespace Gateway.Storage.Postgres;

/// <summary>The row that a reader stands on. Every whole number is a bigint there.</summary>
internal sealed class PostgresRow(NpgsqlDataReader reader) : IRow
{
    public bool IsDBNull(int column) => reader.IsDBNull(column);

    public string GetString(int column) => reader.GetString(column);

    public int GetInt32(int column) => checked((int)reader.GetInt64(column));

    public long GetInt64(int column) => reader.GetInt64(column);

    public bool GetBoolean(int column) => reader.GetBoolean(column);

    public byte[] GetBytes(int column) => reader.GetFieldValue<byte[]>(column);
}

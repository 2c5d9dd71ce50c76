namespace Gateway.Storage;

/// <summary>A row of a result, as every engine can offer it. Columns count from 0.</summary>
internal interface IRow
{
    bool IsDBNull(int column);

    string GetString(int column);

    int GetInt32(int column);

    long GetInt64(int column);

    bool GetBoolean(int column);

    byte[] GetBytes(int column);
}

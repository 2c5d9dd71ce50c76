namespace Gateway.Storage;

/// <summary>Columns that may be NULL.</summary>
internal static class Rows
{
    public static string? Text(this IRow row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static long? Number(this IRow row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);
}

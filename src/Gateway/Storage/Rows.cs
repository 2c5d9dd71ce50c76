using Gateway.Canonical;
using Gateway.Quotas;

namespace Gateway.Storage;

/// <summary>Columns as what they stand for. Times are Unix milliseconds and amounts of money millionths of a credit, where not said otherwise.</summary>
internal static class Rows
{
    public static string? Text(this IRow row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static Instant Time(this IRow row, int column) => Instant.OfMilliseconds(row.GetInt64(column));

    public static Instant? TimeIfAny(this IRow row, int column) => row.IsDBNull(column) ? null : row.Time(column);

    /// <summary>Of a column that holds Unix seconds.</summary>
    public static Instant? SecondIfAny(this IRow row, int column) => row.IsDBNull(column) ? null : Instant.OfSeconds(row.GetInt64(column));

    public static Credits Credits(this IRow row, int column) => Canonical.Credits.OfMicros(row.GetInt64(column));

    public static BucketTime? BucketTimeIfAny(this IRow row, int column) => row.IsDBNull(column) ? null : new BucketTime(row.GetInt64(column));

    public static long? Number(this IRow row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);
}

using Gateway.Files;

namespace Gateway.Storage;

/// <summary>An uploaded image as columns, for every engine.</summary>
internal static class UploadColumns
{
    public const string All = "id, team, key_id, place, name, content_type, length, created_at, until";

    public static Upload Read(IRow row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetInt64(6), row.Time(7), row.Time(8));

    public static IReadOnlySet<string> IdsIn(IEnumerable<string> requests) => requests.SelectMany(UploadName.IdsIn).ToHashSet();
}

using System.Text.Json;

namespace Gateway.Http;

/// <summary>A page of rows, newest first.</summary>
internal static class ListPage
{
    /// <param name="found">One more than the page may have, where there are more.</param>
    /// <param name="more">Writes what this list says beyond its rows.</param>
    public static JsonResult Of<T>(
        IReadOnlyList<T> found, int limit, Func<T, string> id, Action<Utf8JsonWriter, T> write, Action<Utf8JsonWriter>? more = null)
    {
        List<T> page = [.. found.Take(limit)];
        return new JsonResult(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("object", "list");
            writer.WriteList("data", page, write);
            writer.WriteBoolean("has_more", found.Count > limit);
            writer.WriteString("first_id", page.Count > 0 ? id(page[0]) : null);
            writer.WriteString("last_id", page.Count > 0 ? id(page[^1]) : null);
            more?.Invoke(writer);
            writer.WriteEndObject();
        });
    }
}

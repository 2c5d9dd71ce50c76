using System.Text.Json;
using Gateway.Canonical;

namespace Gateway.Http;

/// <summary>Makes the lists and ranges that error details carry.</summary>
internal static class JsonValues
{
    public static JsonElement Range(long? min, long? max) => JsonBytes.Element(writer =>
    {
        writer.WriteStartObject();
        if (min is { } least)
        {
            writer.WriteNumber("min", least);
        }

        if (max is { } most)
        {
            writer.WriteNumber("max", most);
        }

        writer.WriteEndObject();
    });

    public static JsonElement List(IEnumerable<string> values, bool quoted = true) => JsonBytes.Element(writer =>
    {
        writer.WriteStartArray();
        foreach (var value in values)
        {
            WriteValue(writer, value, quoted);
        }

        writer.WriteEndArray();
    });

    public static JsonElement Text(string text) => JsonBytes.Element(writer => writer.WriteStringValue(text));

    /// <param name="quoted">False for numbers and booleans, whose text is their JSON.</param>
    public static void WriteValue(Utf8JsonWriter writer, string value, bool quoted)
    {
        if (quoted)
        {
            writer.WriteStringValue(value);
        }
        else
        {
            writer.WriteRawValue(value);
        }
    }
}

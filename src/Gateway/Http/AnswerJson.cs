using System.Text.Json;
using Gateway.Canonical;

namespace Gateway.Http;

/// <summary>Values that many answers have.</summary>
internal static class AnswerJson
{
    public static void WriteNumberOrNull(this Utf8JsonWriter writer, string name, long? value)
    {
        if (value is { } known)
        {
            writer.WriteNumber(name, known);
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    /// <summary>Outside, all times are Unix seconds.</summary>
    public static void WriteTime(this Utf8JsonWriter writer, string name, Instant? time) =>
        writer.WriteNumberOrNull(name, time?.UnixSeconds);

    public static void WriteCredits(this Utf8JsonWriter writer, string name, Credits credits) =>
        writer.WriteNumber(name, credits.Amount);

    public static void WriteList<T>(this Utf8JsonWriter writer, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        writer.WriteStartArray(name);
        foreach (var item in items)
        {
            write(writer, item);
        }

        writer.WriteEndArray();
    }
}

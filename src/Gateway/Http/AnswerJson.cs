using System.Text.Json;
using Gateway.Quotas;

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

    /// <param name="milliseconds">Unix milliseconds; outside, all times are seconds.</param>
    public static void WriteTime(this Utf8JsonWriter writer, string name, long? milliseconds) =>
        writer.WriteNumberOrNull(name, milliseconds / 1000);

    public static void WriteCredits(this Utf8JsonWriter writer, string name, long micros) =>
        writer.WriteNumber(name, micros / Limits.MicrosPerCredit);

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

using System.Text.Json;
using Gateway.Canonical;

namespace Gateway.Models;

/// <summary>Takes members out of a metadata object: no upstream is ever sent a null.</summary>
internal static class MetadataJson
{
    /// <summary>The object without null members in any object within it; null when nothing is left.</summary>
    public static JsonElement? WithoutNulls(JsonElement metadata)
    {
        var cleaned = HasNullMember(metadata) ? JsonBytes.Element(writer => Write(writer, metadata)) : metadata;
        return cleaned.GetPropertyCount() == 0 ? null : cleaned;
    }

    /// <summary>The object without one member; null when nothing is left.</summary>
    public static JsonElement? Without(JsonElement metadata, string name)
    {
        var rest = JsonBytes.Element(writer =>
        {
            writer.WriteStartObject();
            foreach (var member in metadata.EnumerateObject().Where(member => !member.NameEquals(name)))
            {
                member.WriteTo(writer);
            }

            writer.WriteEndObject();
        });
        return rest.GetPropertyCount() == 0 ? null : rest;
    }

    private static bool HasNullMember(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Any(member => member.Value.ValueKind == JsonValueKind.Null || HasNullMember(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().Any(HasNullMember),
        _ => false,
    };

    private static void Write(Utf8JsonWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in element.EnumerateObject().Where(member => member.Value.ValueKind != JsonValueKind.Null))
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}

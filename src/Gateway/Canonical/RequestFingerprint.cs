using System.Security.Cryptography;
using System.Text.Json;

namespace Gateway.Canonical;

/// <summary>
/// A hash of what a client's body says, not of how it is spelled and not of what today's capability matrix makes of it:
/// members in any order, numbers by their value, and what stands for "absent" is absent.
/// </summary>
internal static class RequestFingerprint
{
    /// <summary>Tells it from the fingerprints of earlier versions, which were taken of the resolved request.</summary>
    private const string Kind = "body:";

    public static string Of(JsonElement body) =>
        Kind + Convert.ToHexStringLower(SHA256.HashData(JsonBytes.Of(writer => WriteObject(writer, body, isRoot: true))));

    public static bool IsOfBody(string fingerprint) => fingerprint.StartsWith(Kind, StringComparison.Ordinal);

    private static void WriteObject(Utf8JsonWriter writer, JsonElement value, bool isRoot = false)
    {
        writer.WriteStartObject();
        foreach (var member in value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
        {
            if (member.Value.ValueKind != JsonValueKind.Null && !(isRoot && SaysNothing(member)))
            {
                writer.WritePropertyName(member.Name);
                Write(writer, member.Value);
            }
        }

        writer.WriteEndObject();
    }

    /// <summary>Whether the request's form takes the value for an absent one.</summary>
    private static bool SaysNothing(JsonProperty member) => member.Name switch
    {
        "image_urls" => member.Value is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() == 0,
        "metadata" => member.Value is { ValueKind: JsonValueKind.Object } extras
            && extras.EnumerateObject().All(extra => extra.Value.ValueKind == JsonValueKind.Null),
        "prompt" => member.Value.ValueKind == JsonValueKind.String && member.Value.ValueEquals(""),
        _ => false,
    };

    private static void Write(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(writer, value);
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var element in value.EnumerateArray())
                {
                    Write(writer, element);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.Number:
                writer.WriteRawValue(PlainNumber.Of(value.GetRawText()));
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(value.GetString());
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}

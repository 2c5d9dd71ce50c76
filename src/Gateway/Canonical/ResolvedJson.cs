using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Gateway.Canonical;

/// <summary>A resolved request as JSON: in the store and in a dry run's answer.</summary>
internal static class ResolvedJson
{
    public static string Text(ResolvedRequest request) =>
        Encoding.UTF8.GetString(JsonBytes.Of(writer => Write(writer, request)));

    /// <summary>What claims of an earlier version hold. The next version can do without: they are kept for a day.</summary>
    public static string Fingerprint(ResolvedRequest request) => Convert.ToHexStringLower(SHA256.HashData(
        JsonBytes.Of(writer => Write(writer, request, metadata => WriteSorted(writer, metadata)))));

    public static void Write(Utf8JsonWriter writer, ResolvedRequest request) =>
        Write(writer, request, metadata => metadata.WriteTo(writer));

    private static void Write(Utf8JsonWriter writer, ResolvedRequest request, Action<JsonElement> writeMetadata)
    {
        writer.WriteStartObject();
        writer.WriteString("model", request.Model);
        writer.WriteString("mode", request.Mode.Name());
        WriteWhenSet(writer, "prompt", request.Prompt);
        writer.WriteNumber("duration", request.Duration);
        writer.WriteString("resolution", request.Resolution);
        WriteWhenSet(writer, "aspect_ratio", request.AspectRatio);
        if (request.ImageUrls.Count > 0)
        {
            writer.WriteStartArray("image_urls");
            foreach (var url in request.ImageUrls)
            {
                writer.WriteStringValue(url);
            }

            writer.WriteEndArray();
        }

        if (request.Audio is { } audio)
        {
            writer.WriteBoolean("audio", audio);
        }

        if (request.Seed is { } seed)
        {
            writer.WriteNumber("seed", seed);
        }

        WriteWhenSet(writer, "generation_type", request.GenerationType);
        if (request.Metadata is { } metadata)
        {
            writer.WritePropertyName("metadata");
            writeMetadata(metadata);
        }

        WriteWhenSet(writer, "callback_url", request.CallbackUrl);
        writer.WriteEndObject();
    }

    private static void WriteWhenSet(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    private static void WriteSorted(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Name);
                    WriteSorted(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var element in value.EnumerateArray())
                {
                    WriteSorted(writer, element);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.Number:
                writer.WriteRawValue(Plain(value));
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(value.GetString());
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    /// <summary>1, 1.0 and 1e0 are one number.</summary>
    private static string Plain(JsonElement number) => number.TryGetDecimal(out var value)
        ? value.ToString("0.############################", CultureInfo.InvariantCulture)
        : number.GetRawText();
}

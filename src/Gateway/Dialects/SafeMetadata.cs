using System.Runtime.InteropServices;
using System.Text.Json;
using Gateway.Canonical;

namespace Gateway.Dialects;

/// <summary>Metadata objects, so that whoever writes or stores them later cannot trip over them.</summary>
internal static class SafeMetadata
{
    private const int MaxBytes = 16 * 1024;

    /// <summary>The client's metadata with broken characters replaced; undefined when there is none.</summary>
    public static JsonElement OfRequest(ResolvedRequest request) =>
        request.Metadata is { ValueKind: JsonValueKind.Object } metadata
            ? LenientJson.Parse(JsonMarshal.GetRawUtf8Value(metadata))
            : default;

    /// <summary>What the upstream returned as metadata, when it is a non-empty object of bearable size.</summary>
    public static JsonElement? OfTask(JsonElement task)
    {
        var metadata = task.Member("metadata");
        return metadata.ValueKind == JsonValueKind.Object
            && metadata.GetPropertyCount() > 0
            && JsonMarshal.GetRawUtf8Value(metadata).Length <= MaxBytes
                ? metadata
                : null;
    }
}

using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Gateway.Sandbox.Requests;

/// <summary>A create's body: one JSON object with readable text and no member twice.</summary>
internal sealed record RequestBody
{
    /// <summary>No upstream documents one; this is room for a megabyte of text in which every character is escaped.</summary>
    private const int Limit = 8 * 1024 * 1024;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public JsonElement Root { get; private init; }

    /// <summary>As it came.</summary>
    public string Text { get; private init; } = "";

    /// <summary>The HTTP status to refuse it with; null when it is fine.</summary>
    public int? RefusedWith { get; private init; }

    public string Problem { get; private init; } = "";

    public static async Task<RequestBody> ReadAsync(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !string.Equals(type.MediaType, "application/json", StringComparison.OrdinalIgnoreCase))
        {
            return Refuse(415, "Content-Type must be application/json");
        }

        return await ReadBytesAsync(request) is { } bytes
            ? Parse(bytes)
            : Refuse(413, $"The body is larger than {Limit} bytes");
    }

    private static async Task<byte[]?> ReadBytesAsync(HttpRequest request)
    {
        if (request.ContentLength > Limit)
        {
            return null;
        }

        using var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer)) > 0)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > Limit)
            {
                return null;
            }
        }

        return bytes.ToArray();
    }

    private static RequestBody Parse(byte[] bytes)
    {
        try
        {
            var text = Utf8.GetString(bytes);
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { AllowDuplicateProperties = false });
            var root = document.RootElement.Clone();
            ReadAllText(root);
            return root.ValueKind == JsonValueKind.Object
                ? new RequestBody { Root = root, Text = text }
                : Refuse(400, "The body must be a JSON object");
        }
        catch (Exception problem) when (problem is JsonException or DecoderFallbackException or InvalidOperationException)
        {
            return Refuse(400, $"Invalid JSON: {problem.Message}");
        }
    }

    /// <summary>Half of a surrogate pair, escaped, is only noticed when its text is read.</summary>
    private static void ReadAllText(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                _ = element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    ReadAllText(item);
                }

                break;
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    _ = member.Name;
                    ReadAllText(member.Value);
                }

                break;
            default:
                break;
        }
    }

    private static RequestBody Refuse(int status, string problem) => new() { RefusedWith = status, Problem = problem };
}

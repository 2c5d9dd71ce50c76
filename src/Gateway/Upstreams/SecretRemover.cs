using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Gateway.Canonical;
using Gateway.Dialects;

namespace Gateway.Upstreams;

/// <summary>
/// Takes an upstream's keys out of what it answers, before anything of it is read, kept or cut to a length: it may repeat
/// them anywhere, in a code, in metadata or in the name of a member. They are looked for in what a reader reads, not in
/// how it was spelled.
/// </summary>
internal sealed class SecretRemover(IEnumerable<PoolKeyOptions> keys)
{
    // What is shorter is no key, and would be found everywhere.
    private const int Shortest = 4;

    private const int LongestPlain = 4096;

    private static readonly SearchValues<byte> Escapes = SearchValues.Create("\\%&"u8);

    private readonly string[] secrets =
        [.. keys.Select(key => key.Secret).Where(secret => secret.Length >= Shortest).OrderByDescending(secret => secret.Length)];

    /// <returns>The body itself when there is nothing to take out; what is no JSON is not read by anybody.</returns>
    public byte[] Remove(byte[] body)
    {
        if (IsPlain(body))
        {
            return body;
        }

        var json = LenientJson.Parse(body);
        return Shows(json) ? JsonBytes.Of(writer => Write(writer, json)) : body;
    }

    public string Remove(string text)
    {
        foreach (var secret in secrets)
        {
            text = text.Replace(secret, UpstreamWord.Removed, StringComparison.OrdinalIgnoreCase);
        }

        return Hides(text) ? UpstreamWord.Removed : text;
    }

    /// <summary>Whether the body is what a reader reads, without an escape, and has no key: so it is with nearly every answer.</summary>
    private bool IsPlain(ReadOnlySpan<byte> body) =>
        body.Length <= LongestPlain && Ascii.IsValid(body) && !body.ContainsAny(Escapes) && !Has(Encoding.ASCII.GetString(body));

    /// <summary>Whether the text becomes one with a key when its escapes are taken for what they stand for.</summary>
    private bool Hides(string text) => Unescaped.Readings(text).Any(Has);

    public bool Has(string text) => secrets.Any(secret => text.Contains(secret, StringComparison.OrdinalIgnoreCase));

    private bool Shows(string text) => Has(text) || Hides(text);

    private bool Shows(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().Any(member => Shows(member.Name) || Shows(member.Value)),
        JsonValueKind.Array => json.EnumerateArray().Any(Shows),
        JsonValueKind.String => Shows(json.GetString()!),
        JsonValueKind.Number => Has(json.GetRawText()),
        _ => false,
    };

    private void Write(Utf8JsonWriter writer, JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in json.EnumerateObject())
                {
                    writer.WritePropertyName(Remove(member.Name));
                    Write(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in json.EnumerateArray())
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(Remove(json.GetString()!));
                break;
            case JsonValueKind.Number when Has(json.GetRawText()):
                writer.WriteStringValue(UpstreamWord.Removed);
                break;
            default:
                writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(json));
                break;
        }
    }
}

using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace Gateway.Http;

/// <summary>What has to be true of a body before it can be read as JSON, so that nothing later can trip over it.</summary>
internal static class JsonReading
{
    private const int MaxDepth = 32;

    /// <summary>Two members of one name would be one value here and another one upstream.</summary>
    private static JsonDocumentOptions Options { get; } = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    /// <summary>The body as a JSON object, or the fault in one sentence.</summary>
    public static (JsonDocument? Document, string? Fault) Parse(ReadOnlyMemory<byte> body)
    {
        if (Fault(body.Span) is { } fault)
        {
            return (null, fault);
        }

        try
        {
            var document = JsonDocument.Parse(body, Options);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return (document, null);
            }

            document.Dispose();
            return (null, "The body must be a JSON object.");
        }
        catch (JsonException exception)
        {
            return (null, Fault(exception, body.Span));
        }
    }

    private static string? Fault(ReadOnlySpan<byte> body) =>
        body.IsEmpty ? "The body is empty; a JSON object is expected."
        : !Utf8.IsValid(body) ? "The body is not valid UTF-8."
        : HasLoneSurrogate(body) ? "The body escapes half of a surrogate pair, which is no character."
        : null;

    private static string Fault(JsonException exception, ReadOnlySpan<byte> body) =>
        exception.LineNumber is not { } line ? "The body is not valid JSON: an object has two members of the same name."
        : $"The body {(NestsTooDeep(body) ? $"nests deeper than {MaxDepth}" : "is not valid JSON")}: line {line + 1}, byte {exception.BytePositionInLine + 1}.";

    /// <summary>Whether depth is the first thing that is wrong with a body: the exception does not say.</summary>
    private static bool NestsTooDeep(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = MaxDepth + 1 });
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth >= MaxDepth && reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                {
                    return true;
                }
            }
        }
        catch (JsonException)
        {
            // Something else was wrong before.
        }

        return false;
    }

    /// <summary>JSON's grammar admits <c>\ud800</c> alone, but no string can hold it as UTF-8.</summary>
    private static bool HasLoneSurrogate(ReadOnlySpan<byte> rest)
    {
        for (var slash = rest.IndexOf((byte)'\\'); slash >= 0; slash = rest.IndexOf((byte)'\\'))
        {
            rest = rest[slash..];
            if (!IsEscapedUnit(rest, out var unit))
            {
                rest = rest[Math.Min(2, rest.Length)..];
                continue;
            }

            rest = rest[6..];
            if (char.IsHighSurrogate(unit) && IsEscapedUnit(rest, out var second) && char.IsLowSurrogate(second))
            {
                rest = rest[6..];
            }
            else if (char.IsSurrogate(unit))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsEscapedUnit(ReadOnlySpan<byte> text, out char unit)
    {
        ushort value = 0;
        var found = text.Length >= 6
            && text[0] == (byte)'\\'
            && text[1] == (byte)'u'
            && ushort.TryParse(text[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
        unit = (char)value;
        return found;
    }
}

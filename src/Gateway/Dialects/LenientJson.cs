using System.Globalization;
using System.Text.Json;
using Gateway.Canonical;

namespace Gateway.Dialects;

/// <summary>
/// Reads what upstreams answer, whatever its types: an id, a URL or a number may come as another JSON type than documented.
/// What is absent, null or of no use is an undefined element or null; nothing here throws.
/// </summary>
internal static class LenientJson
{
    // Later than this in seconds is the year 5138, so it was milliseconds.
    private const double NewestSeconds = 1e11;
    private const double NewestTimestamp = 253_402_300_799;

    /// <summary>The body as JSON, or an undefined element when it is none. It owns its memory, so any part of it may be kept.</summary>
    public static JsonElement Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonElement.Parse(BrokenText.Repair(body));
        }
        catch (JsonException)
        {
            return default;
        }
    }

    public static JsonElement Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    public static bool Has(this JsonElement element, string name) =>
        element.Member(name).ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    /// <summary>A list's elements; anything else is a list of itself.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : [element];

    /// <summary>A string without its outer white space, or a number as it was written; never empty.</summary>
    public static string? Text(this JsonElement element)
    {
        var text = element.ValueKind switch
        {
            JsonValueKind.String => element.GetString()!.Trim(),
            JsonValueKind.Number => element.GetRawText(),
            _ => "",
        };
        return text.Length > 0 ? text : null;
    }

    public static bool? Flag(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>A whole percentage, held to 0 to 100: <c>45</c>, <c>"45"</c> or <c>"45%"</c>.</summary>
    public static int? Progress(this JsonElement element) =>
        element.Number() is { } number ? (int)Math.Clamp(number, 0, 100) : null;

    /// <summary>A point in time, to the second. It comes in Unix seconds, or in milliseconds, which are told by their size.</summary>
    public static Instant? Time(this JsonElement element)
    {
        var number = element.Number();
        var seconds = number > NewestSeconds ? number / 1000 : number;
        return seconds is >= 1 and <= NewestTimestamp ? Instant.OfSeconds((long)seconds) : null;
    }

    /// <summary>The text, cut so that no character is split.</summary>
    public static string? Shorten(string? text, int length)
    {
        if (text is null || text.Length <= length)
        {
            return text;
        }

        return text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
    }

    private static double? Number(this JsonElement element) =>
        double.TryParse(element.Text()?.TrimEnd('%'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number)
            ? number
            : null;
}

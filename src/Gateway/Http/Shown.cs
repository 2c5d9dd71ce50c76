using System.Text.Json;

namespace Gateway.Http;

/// <summary>How what a client wrote is shown back to it: never longer than is needed to recognise it.</summary>
internal static class Shown
{
    private const int MaxLength = 100;

    public static string Text(string text)
    {
        if (text.Length <= MaxLength)
        {
            return text;
        }

        // Half a surrogate pair could not be written as UTF-8.
        var end = char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength;
        return text[..end] + "…";
    }

    public static ErrorDetail WrongType(string param, string expected, JsonElement value) =>
        new(param, DetailCodes.InvalidType, $"'{param}' must be {expected}, not {Kind(value)}.");

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "this number",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        JsonValueKind.Array => "an array",
        JsonValueKind.Object => "an object",
        _ => "null",
    };
}

using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Gateway.Dialects;

/// <summary>
/// Puts U+FFFD in the place of broken characters. A body that echoes a prompt cut in the middle of a character is JSON all
/// the same, but the framework's reader throws when such a text, or a member beside it, is read; and the job must not be lost for it.
/// </summary>
internal static class BrokenText
{
    private const int EscapeLength = 6;

    public static byte[] Repair(ReadOnlySpan<byte> json)
    {
        var bytes = json.StartsWith(Encoding.UTF8.Preamble) ? json[Encoding.UTF8.Preamble.Length..] : json;
        var repaired = Utf8.IsValid(bytes) ? bytes.ToArray() : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes));
        ReplaceLoneSurrogates(repaired);
        return repaired;
    }

    private static void ReplaceLoneSurrogates(Span<byte> json)
    {
        for (var rest = json; rest.IndexOf((byte)'\\') is var at and >= 0;)
        {
            rest = rest[at..];
            var length = 2;
            if (EscapedUnit(rest) is { } unit && char.IsSurrogate(unit))
            {
                var isPair = char.IsHighSurrogate(unit) && EscapedUnit(rest[EscapeLength..]) is { } low && char.IsLowSurrogate(low);
                if (!isPair)
                {
                    "\\ufffd"u8.CopyTo(rest);
                }

                length = isPair ? 2 * EscapeLength : EscapeLength;
            }

            rest = rest[Math.Min(length, rest.Length)..];
        }
    }

    private static char? EscapedUnit(ReadOnlySpan<byte> json) =>
        json.Length >= EscapeLength
        && json.StartsWith("\\u"u8)
        && ushort.TryParse(json[2..EscapeLength], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit
            : null;
}

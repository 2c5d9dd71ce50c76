using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Gateway.Http;

/// <summary>
/// Reads JSON numbers that are mathematically whole: <c>5</c>, <c>5.0</c> and <c>5e0</c> are one number (RFC 8259 knows no integers),
/// and 0.1 is not 0. Exact, where a double would not be.
/// </summary>
internal static class WholeNumber
{
    /// <summary>More than any exponent that the digits of a body could make up for.</summary>
    private const long HugeExponent = 1_000_000_000_000;

    /// <summary>False when the value is no number, or has a fraction. A number beyond a long stands at the long's end.</summary>
    public static bool TryRead(JsonElement element, out long value)
    {
        value = 0;
        if (element.ValueKind != JsonValueKind.Number)
        {
            return false;
        }

        var text = JsonMarshal.GetRawUtf8Value(element);
        return (Utf8Parser.TryParse(text, out value, out var used) && used == text.Length) || TryReadAny(text, out value);
    }

    private static bool TryReadAny(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        var negative = text[0] == (byte)'-';
        text = negative ? text[1..] : text;
        var e = text.IndexOfAny((byte)'e', (byte)'E');
        var mantissa = Encoding.ASCII.GetString(e < 0 ? text : text[..e]);
        var scale = e < 0 ? 0 : Exponent(text[(e + 1)..]);

        var dot = mantissa.IndexOf('.', StringComparison.Ordinal);
        scale -= dot < 0 ? 0 : mantissa.Length - dot - 1;
        var digits = (dot < 0 ? mantissa : mantissa.Remove(dot, 1)).TrimStart('0');
        if (digits.Length == 0)
        {
            return true;
        }

        scale += digits.Length;
        digits = digits.TrimEnd('0');
        scale -= digits.Length;
        if (scale < 0)
        {
            return false;
        }

        var magnitude = digits.Length + scale > 18
            ? long.MaxValue
            : long.Parse(digits.PadRight(digits.Length + (int)scale, '0'), NumberStyles.None, CultureInfo.InvariantCulture);
        value = negative ? -magnitude : magnitude;
        return true;
    }

    private static long Exponent(ReadOnlySpan<byte> text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent))
        {
            return Math.Clamp(exponent, -HugeExponent, HugeExponent);
        }

        return text[0] == (byte)'-' ? -HugeExponent : HugeExponent;
    }
}

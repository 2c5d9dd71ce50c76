using System.Globalization;

namespace Gateway.Models;

/// <summary>Reads <c>W:H</c>: two whole numbers in digits, without sign, space or leading zero.</summary>
internal static class AspectRatio
{
    /// <summary>False when the text has another form. Numbers too large for an int stand at its end.</summary>
    public static bool TryRead(string text, out int width, out int height)
    {
        height = 0;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return TryReadPart(colon < 0 ? default : text.AsSpan(0, colon), out width)
            && TryReadPart(text.AsSpan(colon + 1), out height);
    }

    private static bool TryReadPart(ReadOnlySpan<char> part, out int value)
    {
        value = 0;
        if (part.IsEmpty || part.ContainsAnyExceptInRange('0', '9') || (part.Length > 1 && part[0] == '0'))
        {
            return false;
        }

        value = part.Length > 9 ? int.MaxValue : int.Parse(part, NumberStyles.None, CultureInfo.InvariantCulture);
        return true;
    }
}

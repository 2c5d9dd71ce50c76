using System.Globalization;

namespace Gateway.Canonical;

/// <summary>One spelling for each number: 5, 5.0, 50e-1 and 0.5E+1 are <c>5e0</c>. Exact for any number of digits.</summary>
internal static class PlainNumber
{
    /// <param name="text">A number as JSON writes it.</param>
    public static string Of(string text)
    {
        var e = text.IndexOfAny(['e', 'E']);
        var exponent = 0L;
        if (e >= 0 && !long.TryParse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
        {
            // Nobody writes such an exponent twice in different ways.
            return text;
        }

        var sign = text[0] == '-' ? "-" : "";
        var mantissa = text[sign.Length..(e < 0 ? text.Length : e)];
        var dot = mantissa.IndexOf('.', StringComparison.Ordinal);
        var fraction = dot < 0 ? 0 : mantissa.Length - dot - 1;
        var digits = (dot < 0 ? mantissa : mantissa.Remove(dot, 1)).TrimStart('0');
        var significant = digits.TrimEnd('0');
        return significant.Length == 0
            ? "0"
            : string.Create(CultureInfo.InvariantCulture, $"{sign}{significant}e{(decimal)exponent - fraction + digits.Length - significant.Length}");
    }
}

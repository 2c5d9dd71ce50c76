using System.Globalization;

namespace Gateway.OpenApi;

/// <summary>Writes <c>W:H</c> with whole numbers from 1 to a limit as a regular expression: JSON Schema has no other way to say it.</summary>
internal static class RatioPattern
{
    public static string UpTo(long most)
    {
        var number = $"({string.Join('|', Alternatives(most))})";
        return $"^{number}:{number}$";
    }

    private static IEnumerable<string> Alternatives(long most)
    {
        var digits = most.ToString(CultureInfo.InvariantCulture);
        for (var length = 1; length < digits.Length; length++)
        {
            yield return "[1-9]" + AnyDigits(length - 1);
        }

        // Of the limit's own length: the same digits up to a place, there a smaller one, and then any.
        for (var at = 0; at < digits.Length; at++)
        {
            var (least, below) = (at == 0 ? '1' : '0', (char)(digits[at] - 1));
            if (below >= least)
            {
                yield return digits[..at] + Between(least, below) + AnyDigits(digits.Length - at - 1);
            }
        }

        yield return digits;
    }

    private static string Between(char least, char most) => least == most ? $"{least}" : $"[{least}-{most}]";

    private static string AnyDigits(int count) => string.Concat(Enumerable.Repeat("[0-9]", count));
}

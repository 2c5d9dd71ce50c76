using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Gateway.Dialects;

namespace Gateway.Upstreams;

/// <summary>
/// What a text stands for when it is itself escaped: JSON inside a message, a query in a URL, a page of HTML, or characters
/// that nobody sees in between. Only for looking something up in it.
/// </summary>
internal static partial class Unescaped
{
    /// <summary>An error that was handed on a few times is quoted as often.</summary>
    private const int Deepest = 4;

    /// <summary>The text with its escapes undone once, twice and so on; nothing when it has none.</summary>
    public static IEnumerable<string> Readings(string text)
    {
        for (var depth = 0; depth < Deepest; depth++)
        {
            var once = Once(text);
            if (once == text)
            {
                yield break;
            }

            yield return text = once;
        }
    }

    private static string Once(string text)
    {
        var html = text.Contains('&') ? WebUtility.HtmlDecode(text) : text;
        var escapes = html.AsSpan().ContainsAny('\\', '%') ? Escape().Replace(html, Character) : html;
        return Ascii.IsValid(escapes) ? escapes : UpstreamWord.WithoutInvisible(escapes);
    }

    private static string Character(Match escape) =>
        escape.Groups["code"] is { Success: true } code
            ? ((char)ushort.Parse(code.ValueSpan, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)).ToString()
            : escape.Groups["plain"].Value;

    [GeneratedRegex(@"\\u(?<code>[0-9a-fA-F]{4})|\\x(?<code>[0-9a-fA-F]{2})|%(?<code>[0-9a-fA-F]{2})|\\(?<plain>.)", RegexOptions.Singleline)]
    private static partial Regex Escape();
}

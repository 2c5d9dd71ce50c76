using System.Globalization;

namespace Gateway.Dialects;

/// <summary>What holds for every word of an upstream that is kept, logged or shown.</summary>
internal static class UpstreamWord
{
    /// <summary>Stands where a secret was.</summary>
    public const string Removed = "[removed]";

    /// <summary>Whether nothing in the text could begin a line, hide, or change the order in which it is read.</summary>
    public static bool IsOneLine(string text) => !text.Any(character => IsLineBreak(character) || IsInvisible(character));

    /// <summary>Control characters, and the separators of lines and paragraphs that are none.</summary>
    public static bool IsLineBreak(char character) => char.GetUnicodeCategory(character)
        is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    /// <summary>Without the marks that turn the direction of reading, spaces of no width and the like.</summary>
    public static string WithoutInvisible(string text) => string.Concat(text.Where(character => !IsInvisible(character)));

    private static bool IsInvisible(char character) => char.GetUnicodeCategory(character) == UnicodeCategory.Format;
}

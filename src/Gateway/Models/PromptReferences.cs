using System.Text;

namespace Gateway.Models;

/// <summary>
/// Finds a prompt's <c>@name</c> references. <c>@Image1</c> means an image by its number (S003); any other is a subject's name (S001).
/// Names may be in any script, and not every script puts a space after a name.
/// </summary>
internal static class PromptReferences
{
    private const string Image = "Image";

    /// <summary>The references that are none of these names, each once, in the prompt's order.</summary>
    public static IReadOnlyList<string> Unknown(string prompt, IReadOnlyCollection<string> names)
    {
        List<string> unknown = [];
        for (var at = prompt.IndexOf('@', StringComparison.Ordinal); at >= 0;)
        {
            var rest = prompt.AsSpan(at + 1);
            var length = 0;
            if ((at == 0 || !IsMailCharacter(prompt[at - 1])) && !IsImageNumber(rest))
            {
                length = LongestName(rest, names);
                if (length == 0 && WordLength(rest) is var word and > 0 && !unknown.Contains(rest[..word].ToString()))
                {
                    unknown.Add(rest[..word].ToString());
                }
            }

            at = prompt.IndexOf('@', at + 1 + length);
        }

        return unknown;
    }

    /// <summary>What may stand before the at sign of a mail address.</summary>
    private static bool IsMailCharacter(char c) => IsAsciiWord(c) || c is '.' or '-' or '+';

    private static bool IsImageNumber(ReadOnlySpan<char> text) =>
        text.StartsWith(Image) && text.Length > Image.Length && char.IsAsciiDigit(text[Image.Length]);

    private static int LongestName(ReadOnlySpan<char> text, IReadOnlyCollection<string> names)
    {
        var longest = 0;
        foreach (var name in names)
        {
            if (name.Length > longest && text.StartsWith(name) && EndsThere(text, name))
            {
                longest = name.Length;
            }
        }

        return longest;
    }

    /// <summary>"@cats" is not the subject "cat", but "@猫在跑" is the subject "猫".</summary>
    private static bool EndsThere(ReadOnlySpan<char> text, string name) =>
        text.Length == name.Length || !IsAsciiWord(name[^1]) || !IsAsciiWord(text[name.Length]);

    private static int WordLength(ReadOnlySpan<char> text)
    {
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (!Rune.IsLetterOrDigit(rune) && rune.Value != '_')
            {
                break;
            }

            length += rune.Utf16SequenceLength;
        }

        return length;
    }

    private static bool IsAsciiWord(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}

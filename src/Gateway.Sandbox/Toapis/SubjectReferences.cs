using System.Text;

namespace Gateway.Sandbox.Toapis;

/// <summary>Finds <c>@name</c> in a prompt (S001: "reference them via @name").</summary>
internal static class SubjectReferences
{
    /// <summary>The place of the first reference that is neither <c>@ImageN</c> nor a subject.</summary>
    public static int? FindUnknown(string prompt, IReadOnlyCollection<string> subjects)
    {
        for (var at = prompt.IndexOf('@', StringComparison.Ordinal); at >= 0; at = prompt.IndexOf('@', at + 1))
        {
            var rest = prompt.AsSpan(at + 1);
            if (IsInsideAnAddress(prompt, at) || IsImage(rest))
            {
                continue;
            }

            if (LongestName(rest, subjects) is { } name)
            {
                // A name may have an @ of its own.
                at += name.Length;
            }
            else if (StartsAName(rest))
            {
                return at;
            }
        }

        return null;
    }

    private static bool IsInsideAnAddress(string prompt, int at) =>
        at > 0 && (IsWord(prompt[at - 1]) || prompt[at - 1] is '.' or '-' or '+');

    private static bool IsImage(ReadOnlySpan<char> rest) =>
        rest.StartsWith("Image", StringComparison.Ordinal) && rest.Length > 5 && char.IsAsciiDigit(rest[5]);

    private static string? LongestName(ReadOnlySpan<char> rest, IReadOnlyCollection<string> subjects)
    {
        string? longest = null;
        foreach (var name in subjects)
        {
            if (name.Length > (longest?.Length ?? 0) && rest.StartsWith(name, StringComparison.Ordinal) && EndsThere(rest, name))
            {
                longest = name;
            }
        }

        return longest;
    }

    /// <summary>Not <c>cat</c> in <c>@category</c>; scripts without spaces between words have no such ends.</summary>
    private static bool EndsThere(ReadOnlySpan<char> rest, string name) =>
        rest.Length == name.Length || !IsWord(name[^1]) || !IsWord(rest[name.Length]);

    private static bool StartsAName(ReadOnlySpan<char> rest) =>
        Rune.DecodeFromUtf16(rest, out var first, out _) == System.Buffers.OperationStatus.Done
        && (first.Value == '_' || Rune.IsLetterOrDigit(first));

    private static bool IsWord(char character) => char.IsAsciiLetterOrDigit(character) || character == '_';
}

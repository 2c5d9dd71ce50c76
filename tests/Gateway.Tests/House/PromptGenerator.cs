using FsCheck;
using FsCheck.Fluent;

namespace Gateway.Tests.House;

/// <summary>Prompts made of words in several scripts, references, mail addresses and whatever stands close to them.</summary>
internal static class PromptGenerator
{
    /// <summary>Subjects' names that overlap, end in anything and look like other references.</summary>
    public static readonly string[] Names =
        ["cat", "cat dog", "cats", "dog", "猫", "猫在", "x@y", "Image", "Image1", "a_b", "é", "cat!", "🐈", "𝒳", "_", "9", "[x]", "Cat", ".", "@", " ", "cat dog's"];

    private static readonly string[] Texts =
        ["A cat ", "piano", " ", ", ", "猫在跑", "é", "🐈", "👩‍👩‍👧", "𝒳", "\n", "\t", "\u0000", "\u007f", "\u2028", "\ufffd", "\\", "\"", "</script>", "s", "!", "_", "9", "ﷺ", "\u0301", "[sandbox", "@", "@ ", "@!", "@@"];

    private static readonly string[] Harmless = ["@Image1", "@Image12x", "me@example.com", "a.@b", "x-@y", "a+@b", "_@c", "1@d"];

    private static readonly int[] Lengths = [1999, 2000, 2001, 4999, 5000];

    /// <param name="subjects">The names that references have to be; null where any may stand.</param>
    /// <param name="optional">Whether there may be none.</param>
    public static Gen<string?> Prompts(string[]? subjects, bool optional) =>
        from kind in Gen.Choose(0, 99)
        from prompt in kind switch
        {
            < 2 => Gen.Elements<string?>("", null),
            < 18 when optional => Gen.Elements<string?>("", null),
            < 30 => Gen.Elements("x", "é", "猫", "🐈").Zip(Gen.Elements(Lengths), (text, length) => Repeat(text, length)),
            30 => Gen.Constant<string?>(Repeat("🐈", 5001)),
            _ => Pieces(subjects),
        }
        select prompt;

    private static string? Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    private static Gen<string?> Pieces(string[]? subjects)
    {
        var texts = Gen.Elements(Texts.Where(text => subjects is null || text != "@").ToArray());
        var strangers = Gen.Elements(Names).Select(name => "@" + name);
        var references = subjects is { Length: > 0 } ? Gen.Elements(subjects).Select(name => "@" + name) : Gen.Elements(Harmless);
        var piece = Gen.Frequency(
            (60, texts), (15, Gen.Elements(Harmless)), (25, references), (subjects is null ? 15 : 2, strangers));
        return Gen.Choose(1, 8).SelectMany(count => Gen.ArrayOf(piece, count)).Select(string? (pieces) => string.Concat(pieces));
    }
}

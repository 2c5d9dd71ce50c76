using System.Text.RegularExpressions;

namespace Gateway.Tests.Support;

/// <summary>The programs that <c>docs/clients.md</c> shows.</summary>
internal static partial class ClientsPage
{
    /// <returns>All in this language, in their order.</returns>
    public static IReadOnlyList<string> Blocks(string language) =>
        [.. Block().Matches(File.ReadAllText(Repository.PathOf("docs", "clients.md"))).Where(block => block.Groups[1].Value == language).Select(block => block.Groups[2].Value)];

    [GeneratedRegex("```([a-z]+)\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}

using System.Text.RegularExpressions;

namespace Gateway.Crash.Clients;

/// <summary>Finds a wish's marker in what was made of it.</summary>
internal static partial class Marker
{
    public static string Of(int client, int number) => $"wish-{client}-{number}.";

    public static string In(string text) => Pattern().Match(text) is { Success: true } match ? match.Value : "";

    [GeneratedRegex(@"wish-\d+-\d+\.")]
    private static partial Regex Pattern();
}

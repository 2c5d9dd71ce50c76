using Gateway.Configuration;

namespace Gateway.Signing;

/// <summary>The <c>Signing</c> section: the one secret that everything signed is derived from.</summary>
/// <param name="Key">Null when none is set.</param>
/// <param name="PreviousKey">What it was before its own rotation: it still verifies, and still signs beside the new one.</param>
/// <param name="MakesOne">Whether one is made when none is set, as for a developer.</param>
internal sealed record SigningOptions(string? Key, string? PreviousKey, bool MakesOne)
{
    private const int Shortest = 32;

    /// <summary>Whether anything can be signed.</summary>
    public bool IsUsable => Key is not null || MakesOne;

    public static SigningOptions Read(ConfigReader section, bool isDevelopment)
    {
        var options = new SigningOptions(ReadKey(section, "Key"), ReadKey(section, "PreviousKey"), isDevelopment && !section.Has("Key"));
        if (options is { PreviousKey: not null, Key: null })
        {
            section.Fault("PreviousKey", "is set without Key, which it is the earlier one of");
        }

        if (options.Key is { Length: > 0 } key && key == options.PreviousKey)
        {
            section.Fault("PreviousKey", "is the same as Key");
        }

        return options;
    }

    private static string? ReadKey(ConfigReader section, string name)
    {
        var key = section.SecretOrNull(name);
        if (key?.Length is > 0 and < Shortest)
        {
            section.Fault(name, $"has {key.Length} characters; allowed: at least {Shortest}");
        }

        return key;
    }
}

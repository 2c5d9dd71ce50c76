using System.Globalization;

namespace Gateway.Crash.Clients;

/// <summary>What clients count.</summary>
internal static class Counts
{
    public const string Creates = "creates sent";
    public const string GivenUp = "given up";
    public const string Replays = "replays";
    public const string Polls = "polls";
    public const string Usages = "usages";
    public const string Broken = "broken";

    public static string Answer(int status) => status.ToString(CultureInfo.InvariantCulture);
}

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
    public const string OperatorCalls = "operators' calls";
    public const string OperatorCallsLost = "operators' calls, lost";
    public const string Broken = "broken";

    /// <summary>Answers 401 while it was open which secret a key has.</summary>
    public const string Locked = "locked out";

    /// <summary>Answers 500 while the store could not be had.</summary>
    public const string StoreAway500 = "500, store away";

    /// <summary>Answers 503 while the store could not be had.</summary>
    public const string StoreAway503 = "503, store away";

    public static string Answer(int status) => status.ToString(CultureInfo.InvariantCulture);
}

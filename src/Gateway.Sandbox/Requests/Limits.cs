namespace Gateway.Sandbox.Requests;

/// <summary>Limits that more than one upstream documents.</summary>
internal static class Limits
{
    public const long MaxSeed = 4294967295;

    public static IReadOnlyList<string> Resolutions { get; } = ["540p", "720p", "1080p"];

    public static IReadOnlyList<string> FiveRatios { get; } = ["16:9", "9:16", "4:3", "3:4", "1:1"];
}

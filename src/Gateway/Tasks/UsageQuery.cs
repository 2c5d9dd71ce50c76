using Gateway.Canonical;

namespace Gateway.Tasks;

/// <summary>Which tasks a report counts, and by what it parts them.</summary>
/// <param name="From">Tasks made then or later.</param>
/// <param name="To">Tasks made before.</param>
/// <param name="Groups">Some of <see cref="AllGroups"/>, in that order.</param>
internal sealed record UsageQuery(Instant From, Instant To, IReadOnlyList<string> Groups)
{
    public const long DayMilliseconds = 24 * 60 * 60 * 1000;

    public static IReadOnlyList<string> AllGroups { get; } = ["team", "key", "model", "upstream", "day", "hour"];

    /// <summary>By what a team may part its own.</summary>
    public static IReadOnlyList<string> TeamGroups { get; } = ["key", "model", "day"];

    /// <summary>Whose tasks; null for everyone's.</summary>
    public string? Team { get; init; }

    /// <summary>The first UTC day since 1970 that begins in the time asked for.</summary>
    public long FirstDay => DayFrom(From);

    /// <summary>The first one that begins after it.</summary>
    public long EndDay => DayFrom(To);

    private static long DayFrom(Instant time) => (time.UnixMilliseconds + DayMilliseconds - 1) / DayMilliseconds;
}

using Gateway.Canonical;

namespace Gateway.Tasks;

/// <summary>Which tasks a report counts, and by what it parts them.</summary>
/// <param name="From">Tasks made then or later.</param>
/// <param name="To">Tasks made before.</param>
/// <param name="Groups">Some of <see cref="AllGroups"/>, in that order.</param>
internal sealed record UsageQuery(Instant From, Instant To, IReadOnlyList<string> Groups)
{
    public static IReadOnlyList<string> AllGroups { get; } = ["team", "key", "model", "upstream"];
}

namespace Gateway.Tasks;

/// <summary>Which tasks a report counts, and by what it parts them.</summary>
/// <param name="From">Unix milliseconds: tasks made then or later.</param>
/// <param name="To">Unix milliseconds: tasks made before.</param>
/// <param name="Groups">Some of <see cref="AllGroups"/>, in that order.</param>
internal sealed record UsageQuery(long From, long To, IReadOnlyList<string> Groups)
{
    public static IReadOnlyList<string> AllGroups { get; } = ["team", "key", "model", "upstream"];
}

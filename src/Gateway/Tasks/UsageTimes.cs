namespace Gateway.Tasks;

/// <summary>Medians from how many tasks took how long.</summary>
internal static class UsageTimes
{
    private const double Middle = 0.5;
    private const double Most = 0.95;

    /// <summary>The rows with the times of their groups.</summary>
    /// <param name="times">The shortest first.</param>
    public static IReadOnlyList<UsageRow> With(IEnumerable<UsageRow> rows, IEnumerable<(IReadOnlyList<string?> Group, long Seconds, long Tasks)> times)
    {
        var byGroup = times.ToLookup(time => Name(time.Group), time => (time.Seconds, time.Tasks));
        return [.. rows.Select(row => row with { Median = At(Middle, [.. byGroup[Name(row.Group)]]), P95 = At(Most, [.. byGroup[Name(row.Group)]]) })];
    }

    /// <returns>The shortest time that this share of the tasks did not exceed.</returns>
    private static long? At(double share, IReadOnlyList<(long Seconds, long Tasks)> times)
    {
        var rank = Math.Ceiling(share * times.Sum(time => time.Tasks));
        foreach (var (seconds, tasks) in times)
        {
            rank -= tasks;
            if (rank <= 0)
            {
                return seconds;
            }
        }

        return null;
    }

    private static string Name(IReadOnlyList<string?> group) => string.Join('\n', group.Select(part => part is null ? "" : $"={part}"));
}

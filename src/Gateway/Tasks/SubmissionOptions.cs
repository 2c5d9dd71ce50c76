using Gateway.Configuration;

namespace Gateway.Tasks;

/// <summary>How tasks are handed to an upstream.</summary>
/// <param name="UnknownAfter">How long a task whose submission has no known outcome waits before it fails.</param>
/// <param name="QueueLimit">How many tasks may wait for a place at once; beyond that a create is answered 503.</param>
/// <param name="QueueLimitPerTeam">How many of them may be one team's.</param>
internal sealed record SubmissionOptions(TimeSpan UnknownAfter, int QueueLimit, int QueueLimitPerTeam)
{
    private const int LongestQueue = 1_000_000;

    public static SubmissionOptions Read(ConfigReader section)
    {
        var limit = section.Int("QueueLimit", 10_000, 0, LongestQueue);
        var perTeam = section.Int("QueueLimitPerTeam", 0, 0, LongestQueue);
        return new SubmissionOptions(
            section.Time("UnknownAfter", TimeSpan.FromMinutes(10), TimeSpan.FromMilliseconds(10), TimeSpan.FromDays(30)),
            limit,
            perTeam > 0 ? perTeam : (limit + 1) / 2);
    }
}

using Gateway.Configuration;

namespace Gateway.Tasks;

/// <summary>How tasks are handed to an upstream.</summary>
/// <param name="UnknownAfter">How long a task whose submission has no known outcome waits before it fails.</param>
/// <param name="QueueLimit">How many tasks may wait for a place at once; beyond that a create is answered 503.</param>
internal sealed record SubmissionOptions(TimeSpan UnknownAfter, int QueueLimit)
{
    public static SubmissionOptions Read(ConfigReader section) => new(
        section.Time("UnknownAfter", TimeSpan.FromMinutes(10), TimeSpan.FromMilliseconds(10), TimeSpan.FromDays(30)),
        section.Int("QueueLimit", 10_000, 0, 1_000_000));
}

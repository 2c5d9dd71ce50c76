using Gateway.Configuration;

namespace Gateway.Tasks;

/// <summary>How tasks are handed to an upstream.</summary>
/// <param name="UnknownAfter">How long a task whose submission has no known outcome waits before it fails.</param>
internal sealed record SubmissionOptions(TimeSpan UnknownAfter)
{
    public static SubmissionOptions Read(ConfigReader section) => new(
        section.Time("UnknownAfter", TimeSpan.FromMinutes(10), TimeSpan.FromMilliseconds(10), TimeSpan.FromDays(30)));
}

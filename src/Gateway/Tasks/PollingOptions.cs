using Gateway.Configuration;

namespace Gateway.Tasks;

/// <summary>How running jobs are followed.</summary>
/// <param name="InitialDelay">From the upstream's acceptance to the first poll.</param>
/// <param name="Interval">Between polls while the job may end.</param>
/// <param name="MaxInterval">Between polls while it hardly will, and what the interval doubles up to while polls learn nothing.</param>
/// <param name="MaxAge">A task older than this that still runs fails with <c>timeout</c>.</param>
/// <param name="MaxConcurrency">Polls of one upstream under way at once.</param>
internal sealed record PollingOptions(
    TimeSpan InitialDelay, TimeSpan Interval, TimeSpan MaxInterval, TimeSpan MaxAge, int MaxConcurrency)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    public static PollingOptions Read(ConfigReader section)
    {
        var options = new PollingOptions(
            section.Time("InitialDelay", TimeSpan.FromSeconds(5), Shortest, Longest),
            section.Time("Interval", TimeSpan.FromSeconds(10), Shortest, Longest),
            section.Time("MaxInterval", TimeSpan.FromSeconds(30), Shortest, Longest),
            section.Time("MaxAge", TimeSpan.FromDays(1), TimeSpan.FromSeconds(1), Longest),
            section.Int("MaxConcurrency", 64, 1, 4096));
        if (options.MaxInterval < options.Interval)
        {
            section.Fault("MaxInterval", $"is {options.MaxInterval:c}; allowed: at least Interval, {options.Interval:c}");
        }

        return options;
    }
}

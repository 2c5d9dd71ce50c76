namespace Gateway.Tasks;

/// <summary>When a task is polled next. Times after the first get up to a tenth more, so that tasks made together drift apart.</summary>
internal sealed class PollSchedule(PollingOptions options, Random random)
{
    /// <summary>A poll costs an upstream next to nothing, and a result may be gone after a day.</summary>
    private static readonly TimeSpan LongestAsked = TimeSpan.FromMinutes(10);

    private const int LatePause = 10;

    /// <summary>Exact: so new tasks lie side by side in the store's index of due times, and a commit writes one page of it.</summary>
    public long First(long now) => now + (long)options.InitialDelay.TotalMilliseconds;

    public long Next(long now) => Jittered(now, options.Interval);

    /// <summary>After <paramref name="silences"/> polls in a row without a verdict; not earlier than the upstream asked for, within reason.</summary>
    public long AfterSilence(long now, int silences, TimeSpan? retryAfter)
    {
        var doubled = options.Interval * Math.Pow(2, Math.Min(silences, 20));
        var backoff = doubled < options.MaxInterval ? doubled : options.MaxInterval;
        var asked = retryAfter > LongestAsked ? LongestAsked : retryAfter;
        return Jittered(now, asked > backoff ? asked.Value : backoff);
    }

    /// <summary>No poll is ever put off further than this.</summary>
    public long Furthest(long now) => now + (long)(1.1 * Math.Max(
        LongestAsked.TotalMilliseconds, Math.Max(options.InitialDelay.TotalMilliseconds, LatePause * options.MaxInterval.TotalMilliseconds)));

    /// <summary>When a job is asked after whose task has been given up.</summary>
    public long Late(long now) => now + (long)(LatePause * options.MaxInterval.TotalMilliseconds);

    /// <summary>When an unknown submission is asked after: soon at first, then ever more rarely.</summary>
    public long Reconcile(long now, int asked) => Jittered(now, options.InitialDelay * Math.Pow(2, Math.Min(asked, 20)));

    private long Jittered(long now, TimeSpan delay)
    {
        lock (random)
        {
            return now + (long)(delay.TotalMilliseconds * (1 + (0.1 * random.NextDouble())));
        }
    }
}

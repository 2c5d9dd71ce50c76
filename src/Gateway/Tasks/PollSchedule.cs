using Gateway.Canonical;

namespace Gateway.Tasks;

/// <summary>When a task is polled next. Times after the first get up to a tenth more, so that tasks made together drift apart.</summary>
internal sealed class PollSchedule(PollingOptions options, Random random)
{
    /// <summary>A poll costs an upstream next to nothing, and a result may be gone after a day.</summary>
    private static readonly TimeSpan LongestAsked = TimeSpan.FromMinutes(10);

    private const int LatePause = 10;

    /// <summary>Exact: so new tasks lie side by side in the store's index of due times, and a commit writes one page of it.</summary>
    public Instant First(Instant now) => now + options.InitialDelay;

    public Instant Next(Instant now) => Jittered(now, options.Interval);

    /// <summary>After <paramref name="silences"/> polls in a row without a verdict; not earlier than the upstream asked for, within reason.</summary>
    public Instant AfterSilence(Instant now, int silences, TimeSpan? retryAfter)
    {
        var doubled = options.Interval * Math.Pow(2, Math.Min(silences, 20));
        var backoff = doubled < options.MaxInterval ? doubled : options.MaxInterval;
        var asked = retryAfter > LongestAsked ? LongestAsked : retryAfter;
        return Jittered(now, asked > backoff ? asked.Value : backoff);
    }

    /// <summary>No poll is ever put off further than this.</summary>
    public Instant Furthest(Instant now) => now + (1.1 * new[] { LongestAsked, options.InitialDelay, LatePause * options.MaxInterval }.Max());

    /// <summary>When a job is asked after whose task has been given up.</summary>
    public Instant Late(Instant now) => now + (LatePause * options.MaxInterval);

    /// <summary>When an unknown submission is asked after: soon at first, then ever more rarely.</summary>
    public Instant Reconcile(Instant now, int asked) => Jittered(now, options.InitialDelay * Math.Pow(2, Math.Min(asked, 20)));

    private Instant Jittered(Instant now, TimeSpan delay)
    {
        lock (random)
        {
            return now + (delay * (1 + (0.1 * random.NextDouble())));
        }
    }
}

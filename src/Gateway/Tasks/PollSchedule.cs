using Gateway.Canonical;

namespace Gateway.Tasks;

/// <summary>When a task is polled next. Times after the first get up to a tenth more, so that tasks made together drift apart.</summary>
internal sealed class PollSchedule(PollingOptions options, UsualDurations usual, Random random)
{
    /// <summary>A poll costs an upstream next to nothing, and a result may be gone after a day.</summary>
    private static readonly TimeSpan LongestAsked = TimeSpan.FromMinutes(10);

    private const int LatePause = 10;

    /// <summary>When that many of the jobs that ran as long have ended, this one may have, too.</summary>
    private const double MayHaveEnded = 0.04;

    /// <summary>Exact: so new tasks lie side by side in the store's index of due times, and a commit writes one page of it.</summary>
    public Instant First(Instant now) => now + options.InitialDelay;

    /// <summary>Seldom while its end is hardly to be expected, often from then on.</summary>
    public Instant Next(TaskRecord task, Instant now) => Jittered(now, Pause(task, now));

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

    /// <summary>
    /// An interval early: an upstream that does not say when a job ended has it recorded when it was seen, and jobs that end
    /// sooner than the recorded ones would else never be seen to.
    /// </summary>
    private TimeSpan Pause(TaskRecord task, Instant now)
    {
        if (task.AcceptedAt is not { } accepted || usual.OfJob(task.Model, task.Upstream!, now - accepted, MayHaveEnded) is not { } end)
        {
            return options.Interval;
        }

        var quiet = end - (now - accepted) - options.Interval;
        return quiet < options.Interval ? options.Interval : quiet > options.MaxInterval ? options.MaxInterval : quiet;
    }

    private Instant Jittered(Instant now, TimeSpan delay)
    {
        lock (random)
        {
            return now + (delay * (1 + (0.1 * random.NextDouble())));
        }
    }
}

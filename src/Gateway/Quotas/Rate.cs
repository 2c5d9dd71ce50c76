using Gateway.Canonical;

namespace Gateway.Quotas;

/// <summary>
/// Requests per minute as a bucket that refills evenly (GCRA): a full minute's requests at once, then one every
/// 60/limit seconds. Its whole state is one time, so it fits a column.
/// </summary>
/// <param name="Allowed">Whether one more request is possible.</param>
/// <param name="FullAt">The state to keep: when the bucket will be full again.</param>
/// <param name="Remaining">Requests left at once.</param>
internal readonly record struct Rate(bool Allowed, int Limit, BucketTime FullAt, int Remaining, BucketTime Now)
{
    // Counted in microseconds, as a bucket's times are.
    private const double Minute = 60_000_000;

    /// <summary>What an empty bucket takes to fill: a minute, and what rounding adds to the costs of the highest limit.</summary>
    private const long Longest = (long)Minute + Limits.MostPerMinute;

    public TimeSpan Reset => TimeSpan.FromMicroseconds(UntilFull);

    /// <summary>Until one more request is possible.</summary>
    public TimeSpan RetryAfter => TimeSpan.FromMicroseconds(Math.Max(0, UntilFull - ((Limit - 1) * Cost(Limit))));

    private long UntilFull => Math.Max(0, FullAt.UnixMicroseconds - Now.UnixMicroseconds);

    /// <summary>Takes one request, if there is one left.</summary>
    public static Rate Take(int limit, BucketTime? fullAt, Instant now)
    {
        var state = Look(limit, fullAt, now);
        return state.Remaining == 0
            ? state with { Allowed = false }
            : state with { FullAt = new BucketTime(state.FullAt.UnixMicroseconds + Cost(limit)), Remaining = state.Remaining - 1 };
    }

    /// <summary>The state without taking one.</summary>
    public static Rate Look(int limit, BucketTime? fullAt, Instant now)
    {
        var micros = BucketTime.Of(now).UnixMicroseconds;
        // No bucket takes longer to fill: a time further ahead was written by a clock that was wrong, and says nothing.
        var full = fullAt is { UnixMicroseconds: var at } && at > micros && at <= micros + Longest ? at : micros;
        // What a full bucket holds is counted in costs and not in minutes, or their rounding would take one away.
        var left = (limit * Cost(limit)) - (full - micros);
        return new Rate(true, limit, new BucketTime(full), (int)Math.Max(0, left / Cost(limit)), new BucketTime(micros));
    }

    // Rounded up, so that rounding never lets one more through.
    private static long Cost(int limit) => (long)Math.Ceiling(Minute / limit);
}

namespace Gateway.Quotas;

/// <summary>
/// Requests per minute as a bucket that refills evenly (GCRA): a full minute's requests at once, then one every
/// 60/limit seconds. Its whole state is one time, so it fits a column. Times are Unix milliseconds.
/// </summary>
/// <param name="Allowed">Whether one more request is possible.</param>
/// <param name="FullAt">The state to keep: when the bucket will be full again.</param>
/// <param name="Remaining">Requests left at once.</param>
internal readonly record struct Rate(bool Allowed, int Limit, long FullAt, int Remaining, long Now)
{
    private const double Minute = 60_000;

    public TimeSpan Reset => TimeSpan.FromMilliseconds(Math.Max(0, FullAt - Now));

    /// <summary>Until one more request is possible.</summary>
    public TimeSpan RetryAfter => TimeSpan.FromMilliseconds(Math.Max(0, FullAt - Now - Minute + (Minute / Limit)));

    /// <summary>Takes one request, if there is one left.</summary>
    public static Rate Take(int limit, long? fullAt, long now)
    {
        var state = Look(limit, fullAt, now);
        return state.Remaining == 0
            ? state with { Allowed = false }
            : state with { FullAt = Math.Max(fullAt ?? now, now) + Cost(limit), Remaining = state.Remaining - 1 };
    }

    /// <summary>The state without taking one.</summary>
    public static Rate Look(int limit, long? fullAt, long now)
    {
        var used = Math.Max(0, (fullAt ?? now) - now);
        return new Rate(true, limit, Math.Max(fullAt ?? now, now), Math.Clamp((int)((Minute - used) / Cost(limit)), 0, limit), now);
    }

    // Rounded up, so that rounding never lets one more through.
    private static long Cost(int limit) => (long)Math.Ceiling(Minute / limit);
}

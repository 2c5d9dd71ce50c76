namespace Gateway.Canonical;

/// <summary>
/// The time that all replicas of a gateway go by: this machine's clock, moved to the database's. So a budget's day, a bucket
/// of requests and a lease mean the same to all of them. What is measured in spans goes by this machine's steady clock.
/// </summary>
internal sealed class SharedClock(TimeProvider machine) : TimeProvider
{
    /// <summary>A difference below this says more about the way to the database than about its clock.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(20);

    private long aheadTicks;

    public override TimeZoneInfo LocalTimeZone => machine.LocalTimeZone;

    public override long TimestampFrequency => machine.TimestampFrequency;

    /// <returns>By how much this one was moved.</returns>
    public TimeSpan Follow(ClockReading reading)
    {
        var ahead = reading.Ahead;
        if (ahead.Duration() < Tolerance || ahead.Duration() <= reading.Uncertainty)
        {
            return TimeSpan.Zero;
        }

        Interlocked.Add(ref aheadTicks, ahead.Ticks);
        return ahead;
    }

    public override DateTimeOffset GetUtcNow() => machine.GetUtcNow().AddTicks(Interlocked.Read(ref aheadTicks));

    public override long GetTimestamp() => machine.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        machine.CreateTimer(callback, state, dueTime, period);
}

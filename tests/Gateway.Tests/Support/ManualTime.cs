namespace Gateway.Tests.Support;

/// <summary>A clock that moves only when told to. Timers made from it run in real time.</summary>
internal sealed class ManualTime : TimeProvider
{
    private long elapsed;
    private long ticks = new DateTimeOffset(2026, 1, 14, 8, 0, 0, TimeSpan.Zero).UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref ticks), TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref elapsed);

    public void Advance(TimeSpan by)
    {
        Interlocked.Add(ref ticks, by.Ticks);
        Interlocked.Add(ref elapsed, by.Ticks);
    }

    /// <summary>As when somebody sets the machine's clock: no time passes.</summary>
    public void Set(TimeSpan by) => Interlocked.Add(ref ticks, by.Ticks);
}

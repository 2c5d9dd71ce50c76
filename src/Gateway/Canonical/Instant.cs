using System.Globalization;

namespace Gateway.Canonical;

/// <summary>A point in time, to the millisecond.</summary>
internal readonly record struct Instant : IComparable<Instant>
{
    /// <summary>Later than any other: for what nobody knows the end of.</summary>
    public static readonly Instant EndOfTime = new(long.MaxValue);

    private Instant(long unixMilliseconds) => UnixMilliseconds = unixMilliseconds;

    /// <summary>As the store keeps most times.</summary>
    public long UnixMilliseconds { get; }

    /// <summary>As clients and operators see it.</summary>
    public long UnixSeconds => UnixMilliseconds / 1000;

    /// <summary>The second that it lies in.</summary>
    public Instant WholeSecond => OfSeconds(UnixSeconds);

    public DateTimeOffset Utc => DateTimeOffset.FromUnixTimeMilliseconds(UnixMilliseconds);

    public static Instant Of(DateTimeOffset time) => new(time.ToUnixTimeMilliseconds());

    public static Instant OfSeconds(long unixSeconds) => new(unixSeconds * 1000);

    public static Instant OfMilliseconds(long unixMilliseconds) => new(unixMilliseconds);

    public static Instant Earlier(Instant one, Instant other) => one < other ? one : other;

    public static Instant Later(Instant one, Instant other) => one > other ? one : other;

    /// <summary>Less than a millisecond of the span is left out.</summary>
    public static Instant operator +(Instant time, TimeSpan span) => new(time.UnixMilliseconds + (span.Ticks / TimeSpan.TicksPerMillisecond));

    public static Instant operator -(Instant time, TimeSpan span) => time + -span;

    public static TimeSpan operator -(Instant left, Instant right) => TimeSpan.FromMilliseconds(left.UnixMilliseconds - right.UnixMilliseconds);

    public static bool operator <(Instant left, Instant right) => left.UnixMilliseconds < right.UnixMilliseconds;

    public static bool operator >(Instant left, Instant right) => left.UnixMilliseconds > right.UnixMilliseconds;

    public static bool operator <=(Instant left, Instant right) => left.UnixMilliseconds <= right.UnixMilliseconds;

    public static bool operator >=(Instant left, Instant right) => left.UnixMilliseconds >= right.UnixMilliseconds;

    public int CompareTo(Instant other) => UnixMilliseconds.CompareTo(other.UnixMilliseconds);

    public override string ToString() =>
        this == EndOfTime ? "the end of time" : Utc.ToString("yyyy-MM-ddTHH:mm:ss.FFFZ", CultureInfo.InvariantCulture);
}

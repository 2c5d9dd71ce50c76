using Gateway.Canonical;

namespace Gateway.Quotas;

/// <summary>A point in time for a bucket of requests: to the microsecond, or few limits would come out even.</summary>
/// <param name="UnixMicroseconds">As the store keeps it.</param>
internal readonly record struct BucketTime(long UnixMicroseconds)
{
    /// <summary>The first whole second that is not before it.</summary>
    public Instant RoundedUp => Instant.OfSeconds((long)Math.Ceiling(UnixMicroseconds / 1_000_000.0));

    public static BucketTime Of(Instant time) => new(time.UnixMilliseconds * 1000);
}

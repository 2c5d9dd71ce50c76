namespace Gateway.Canonical;

/// <summary>What a clock shows.</summary>
internal static class Clock
{
    public static Instant Now(this TimeProvider time) => Instant.Of(time.GetUtcNow());
}

namespace Gateway.Crash.World;

/// <summary>Times as the gateway stores them.</summary>
internal static class TimeExtensions
{
    /// <returns>Unix milliseconds.</returns>
    public static long Now(this TimeProvider time) => time.GetUtcNow().ToUnixTimeMilliseconds();
}

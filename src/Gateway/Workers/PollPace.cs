using Gateway.Routing;

namespace Gateway.Workers;

/// <summary>
/// Keeps the polls with each pool key below its <c>PollsPerMinute</c>: one after the other, evenly, so that no minute ever has
/// more. Each replica has an equal share.
/// </summary>
internal sealed class PollPace(TimeProvider time)
{
    /// <summary>Much shorter than a lease, which begins before it.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    private readonly Lock access = new();
    private readonly Dictionary<PoolKeyId, (TimeSpan Free, TimeSpan Later)> keys = [];
    private readonly long begun = time.GetTimestamp();
    private int replicas = 1;

    public void Share(int among) => Volatile.Write(ref replicas, Math.Max(1, among));

    /// <param name="perMinute">0 is no limit.</param>
    /// <returns>How long to wait, and whether the poll may be sent then; else the task is to be due again at that time.</returns>
    public (TimeSpan Wait, bool MayPoll) Take(PoolKeyId key, int perMinute)
    {
        if (perMinute == 0)
        {
            return (TimeSpan.Zero, true);
        }

        var pause = TimeSpan.FromMinutes(1) * Volatile.Read(ref replicas) / perMinute;
        lock (access)
        {
            var now = time.GetElapsedTime(begun);
            var (free, later) = keys.GetValueOrDefault(key);
            var next = Later(now, free);
            if (next - now <= LongestWait)
            {
                keys[key] = (next + pause, later);
                return (next - now, true);
            }

            // Those that come later are spread as evenly, or they would all come back at once.
            var then = Later(now + LongestWait, later) + pause;
            keys[key] = (free, then);
            return (then - now, false);
        }
    }

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;
}

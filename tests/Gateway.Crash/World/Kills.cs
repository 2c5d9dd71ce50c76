using System.Collections.Concurrent;

namespace Gateway.Crash.World;

/// <summary>When the gateway was killed. Safe to use from many threads.</summary>
internal sealed class Kills
{
    // A kill is noted after it, and the store's own times are taken in another process.
    private const long Slack = 200;

    private readonly ConcurrentQueue<long> all = new();

    public void Add(long at) => all.Enqueue(at);

    /// <returns>Null when it was never killed again.</returns>
    public long? FirstAfter(long at) => all.Where(kill => kill >= at - Slack).Order().Select(kill => (long?)kill).FirstOrDefault();

    public bool AnyWithin(long from, long to) => all.Any(at => at >= from - Slack && at <= to + Slack);
}

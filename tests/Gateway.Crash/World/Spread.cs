namespace Gateway.Crash.World;

/// <summary>How long it takes until all gateways go by what one of them was told.</summary>
/// <param name="usual">Zero where there is only one.</param>
/// <param name="trouble">When one of them can't have heard of anything.</param>
internal sealed class Spread(TimeSpan usual, TroubleTimes trouble)
{
    public static readonly Spread None = new(TimeSpan.Zero, new TroubleTimes());

    private readonly long length = (long)usual.TotalMilliseconds;

    /// <param name="at">When one was told, in Unix milliseconds.</param>
    /// <returns>When all know.</returns>
    public long After(long at)
    {
        if (length == 0 || at is long.MinValue or long.MaxValue)
        {
            return at;
        }

        var all = at + length;
        foreach (var (from, to) in trouble.All.OrderBy(stretch => stretch.From).Where(stretch => stretch.To >= at))
        {
            all = from > all ? all : to == long.MaxValue ? to : Math.Max(all, to + length);
        }

        return all;
    }
}

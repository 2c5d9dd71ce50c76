namespace Gateway.Crash.World;

/// <summary>Stretches of time in which a gateway has a reason not to serve. Safe to use from many threads.</summary>
/// <param name="others">Whose trouble is its own as well.</param>
internal sealed class TroubleTimes(params IReadOnlyList<TroubleTimes> others)
{
    /// <summary>For what began in one to end.</summary>
    private const long Aftermath = 3000;

    private readonly Lock gate = new();
    private readonly List<(long From, long To)> all = [];

    /// <summary>In Unix milliseconds, in order; one that has not ended lasts for ever.</summary>
    public IReadOnlyList<(long From, long To)> All
    {
        get
        {
            lock (gate)
            {
                return [.. all, .. others.SelectMany(other => other.All)];
            }
        }
    }

    public void Begin(long at)
    {
        lock (gate)
        {
            all.Add((at, long.MaxValue));
        }
    }

    public void End(long at)
    {
        lock (gate)
        {
            all[^1] = all[^1] with { To = at };
        }
    }

    /// <summary>It did not begin after all.</summary>
    public void Forget()
    {
        lock (gate)
        {
            all.RemoveAt(all.Count - 1);
        }
    }

    /// <summary>Whether one may have to do with what happened in a stretch of time.</summary>
    public bool Touches(long from, long to) =>
        All.Any(trouble => from <= (trouble.To == long.MaxValue ? long.MaxValue : trouble.To + Aftermath) && to >= trouble.From);
}

namespace Gateway.Routing;

/// <summary>What is known of one pool key since the start. Times are Unix milliseconds.</summary>
internal sealed class PoolKeyState
{
    private readonly Lock access = new();
    private readonly Dictionary<string, long> coolingUntil = [];
    private long exhaustedUntil;
    private string? disabledBecause;

    public bool CanTake(string model, long now)
    {
        lock (access)
        {
            return disabledBecause is null && exhaustedUntil <= now && coolingUntil.GetValueOrDefault(model) <= now;
        }
    }

    /// <returns>False when it was disabled already.</returns>
    public bool Disable(string reason)
    {
        lock (access)
        {
            var first = disabledBecause is null;
            disabledBecause ??= reason;
            return first;
        }
    }

    /// <summary>Never shortens an earlier deadline.</summary>
    public void Exhaust(long until)
    {
        lock (access)
        {
            exhaustedUntil = Math.Max(exhaustedUntil, until);
        }
    }

    /// <summary>Never shortens an earlier deadline.</summary>
    public void Cool(string model, long until)
    {
        lock (access)
        {
            coolingUntil[model] = Math.Max(coolingUntil.GetValueOrDefault(model), until);
        }
    }
}

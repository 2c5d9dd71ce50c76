using Gateway.Canonical;

namespace Gateway.Routing;

/// <summary>What is known of one pool key since the start, and the operator's switch. Its clock is one that nobody sets.</summary>
internal sealed class PoolKeyState
{
    private readonly Lock access = new();
    private readonly Dictionary<string, Instant> coolingUntil = [];
    private readonly Dictionary<string, Instant> coolingForTask = [];
    private readonly Dictionary<(string Kind, string Model), Instant> takenOver = [];
    private Instant exhaustedUntil;
    private string? disabledBecause;
    private long lastSwitch;

    public bool CanTake(string model, Instant now)
    {
        lock (access)
        {
            return disabledBecause is null && exhaustedUntil <= now && coolingUntil.GetValueOrDefault(model) <= now;
        }
    }

    /// <returns>The operators' switch that stands, or null when it was disabled already.</returns>
    public long? Disable(string reason)
    {
        lock (access)
        {
            var first = disabledBecause is null;
            disabledBecause ??= reason;
            return first ? lastSwitch : null;
        }
    }

    /// <summary>Never shortens an earlier deadline.</summary>
    /// <returns>The operators' switch that stands.</returns>
    public long Exhaust(Instant until)
    {
        lock (access)
        {
            exhaustedUntil = Instant.Later(exhaustedUntil, until);
            return lastSwitch;
        }
    }

    /// <summary>Never shortens an earlier deadline.</summary>
    /// <returns>The operators' switch that stands.</returns>
    public long Cool(string model, Instant until)
    {
        lock (access)
        {
            coolingUntil[model] = Instant.Later(coolingUntil.GetValueOrDefault(model), until);
            return lastSwitch;
        }
    }

    /// <summary>An operator's word ends every reason there was: what the upstream made of the key before counts no more.</summary>
    public void TakeOver(PoolKeySwitch newest)
    {
        lock (access)
        {
            if (newest.Number > lastSwitch)
            {
                lastSwitch = newest.Number;
                disabledBecause = newest.DisabledBecause;
                exhaustedUntil = default;
                coolingUntil.Clear();
                takenOver.Clear();
            }
        }
    }

    /// <summary>Takes a mark over once: read again it would mean another time, should somebody have set a clock meanwhile.</summary>
    /// <param name="until">When it ends by this key's clock.</param>
    public void TakeOver(PoolMark mark, Instant until)
    {
        lock (access)
        {
            var about = (mark.Id.Kind, mark.Id.Model);
            if (mark.Switch != lastSwitch || takenOver.GetValueOrDefault(about) >= mark.Until)
            {
                return;
            }

            takenOver[about] = mark.Until;
            switch (mark.Id.Kind)
            {
                case PoolMark.Refused:
                    Disable(Pool.RefusedReason);
                    break;
                case PoolMark.Exhausted:
                    Exhaust(until);
                    break;
                case PoolMark.Cooling:
                    Cool(mark.Id.Model, until);
                    break;
                default:
                    // A newer version's; this one does not know what it would mean.
                    break;
            }
        }
    }

    /// <summary>Binds one task alone.</summary>
    public void CoolFor(string task, Instant now, Instant until)
    {
        lock (access)
        {
            foreach (var (over, _) in coolingForTask.Where(entry => entry.Value <= now).ToList())
            {
                coolingForTask.Remove(over);
            }

            coolingForTask[task] = until;
        }
    }

    /// <summary>Until when a task is refused; in the past when it is not, and the end of time when nobody knows.</summary>
    public Instant RefusesUntil(string model, string task)
    {
        lock (access)
        {
            return disabledBecause is not null
                ? Instant.EndOfTime
                : Instant.Later(exhaustedUntil, Instant.Later(coolingUntil.GetValueOrDefault(model), coolingForTask.GetValueOrDefault(task)));
        }
    }

    /// <summary>The state in one word, why, and until when.</summary>
    public PoolKeyView View(bool enabled, Instant now)
    {
        lock (access)
        {
            if (disabledBecause is not null)
            {
                return new PoolKeyView("disabled", disabledBecause, null);
            }

            if (!enabled)
            {
                return new PoolKeyView("draining", "not enabled in the settings", null);
            }

            if (exhaustedUntil > now)
            {
                return new PoolKeyView("exhausted", "its balance is short", exhaustedUntil);
            }

            var cooling = coolingUntil.Where(entry => entry.Value > now).OrderByDescending(entry => entry.Value).ToList();
            return cooling.Count > 0
                ? new PoolKeyView("cooling", $"too many requests: {string.Join(", ", cooling.Select(entry => entry.Key))}", cooling[0].Value)
                : new PoolKeyView("active", null, null);
        }
    }
}

namespace Gateway.Crash.World;

/// <summary>Which limits may have counted when. Safe to use from many threads.</summary>
internal sealed class LimitHistory(LimitSet first, Spread spread)
{
    private readonly Lock gate = new();
    private readonly List<LimitChange> changes = [new(first, long.MinValue) { AnsweredAt = long.MinValue }];

    public LimitSet First => first;

    /// <summary>An operator is about to ask for other limits; one at a time.</summary>
    public void Asked(LimitSet to, long sentAt)
    {
        lock (gate)
        {
            changes.Add(new LimitChange(to, sentAt));
        }
    }

    /// <summary>The gateway has said yes to what was asked for last.</summary>
    public void Answered(long at)
    {
        lock (gate)
        {
            changes[^1] = changes[^1] with { AnsweredAt = at };
        }
    }

    /// <summary>All limits that may have counted at some moment of a stretch of time.</summary>
    public IReadOnlyList<LimitSet> InForce(long from, long to)
    {
        lock (gate)
        {
            var oldest = changes.FindLastIndex(change => change.AnsweredAt is { } answered && spread.After(answered) <= from);
            return [.. changes.Skip(Math.Max(0, oldest)).Where(change => change.SentAt <= to).Select(change => change.To)];
        }
    }

    /// <returns>The highest that one of the limits may have been; null when there may have been none.</returns>
    public int? Most(Func<LimitSet, int?> limit, long from = long.MinValue, long to = long.MaxValue)
    {
        var all = InForce(from, to).Select(limit).ToList();
        return all.Contains(null) ? null : all.Max();
    }
}

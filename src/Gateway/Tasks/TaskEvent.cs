using Gateway.Canonical;

namespace Gateway.Tasks;

/// <summary>That a task has changed: one row of an append-only table, written with the change.</summary>
/// <param name="Id">Later ones have higher ids.</param>
/// <param name="Kind">One of <see cref="EventKinds"/>.</param>
/// <param name="Changes">What was changed; null for an event that was read back from the store.</param>
internal sealed record TaskEvent(long Id, string TaskId, string Kind, Instant At, Changes? Changes = null)
{
    /// <summary>Whether this process has made the change.</summary>
    public bool IsOurs { get; init; } = true;
}

using Gateway.Canonical;

namespace Gateway.Tasks;

/// <summary>What became of a group's tasks.</summary>
/// <param name="Group">Team, key, model or upstream, as the query asks; null for tasks that no upstream was tried for.</param>
/// <param name="Queued">Each task counts once: those of unknown outcome only as such.</param>
/// <param name="Seconds">Of completed videos.</param>
internal sealed record UsageRow(
    IReadOnlyList<string?> Group,
    long Queued,
    long InProgress,
    long Completed,
    long Failed,
    long Unknown,
    long Seconds,
    Credits Reserved,
    Credits Charged,
    Credits Refunded);

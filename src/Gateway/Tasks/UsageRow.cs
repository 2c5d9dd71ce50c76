using Gateway.Canonical;

namespace Gateway.Tasks;

/// <summary>What became of a group's tasks.</summary>
/// <param name="Group">As the query asks; days and hours as their number since 1970; null for tasks that no upstream was tried for.</param>
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
    Credits Refunded)
{
    /// <summary>Seconds from create to end of completed tasks that are not gone; null without any.</summary>
    public long? Median { get; init; }

    /// <summary>What 95 of a hundred of them did not exceed.</summary>
    public long? P95 { get; init; }
}

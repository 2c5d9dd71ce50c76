namespace Gateway.Tasks;

/// <summary>How far ahead a task's due time can be, by its state. Unix milliseconds.</summary>
internal sealed record FurthestDue(long Queued, long Unknown, long Other);

namespace Gateway.Benchmarks.Seeding;

/// <summary>One task to be written into a store. Times are Unix milliseconds.</summary>
/// <param name="DueAt">When it is polled next; null for one that has ended.</param>
internal sealed record SeedTask(string Id, string AttemptId, long CreatedAt, long? DueAt)
{
    public bool Ended => DueAt is null;
}

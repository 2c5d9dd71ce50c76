namespace Gateway.Benchmarks.Seeding;

/// <summary>Lets the ids of seeded tasks sort by the time they are said to be made.</summary>
internal sealed class SeedClock : TimeProvider
{
    public DateTimeOffset Now { get; set; }

    public override DateTimeOffset GetUtcNow() => Now;
}

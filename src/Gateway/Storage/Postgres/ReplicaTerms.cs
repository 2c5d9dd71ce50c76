namespace Gateway.Storage.Postgres;

/// <summary>How often a replica gives a sign of life, and after what silence it is dead.</summary>
/// <param name="Term">Longer than a send may be held up after its commit, or a paused replica could still send what others have given up.</param>
internal sealed record ReplicaTerms(TimeSpan Heartbeat, TimeSpan Term)
{
    public static readonly ReplicaTerms Usual = new(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(15));

    /// <summary>How often it looks at what others have left even though nobody tells it of anything.</summary>
    public TimeSpan LooksEvery { get; init; } = TimeSpan.FromSeconds(3);
}

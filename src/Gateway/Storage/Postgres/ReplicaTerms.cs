namespace Gateway.Storage.Postgres;

/// <summary>How often a replica gives a sign of life, and after what silence it is dead.</summary>
/// <param name="Term">Longer than a send may be held up after its commit, or a paused replica could still send what others have given up.</param>
internal sealed record ReplicaTerms(TimeSpan Heartbeat, TimeSpan Term)
{
    public static readonly ReplicaTerms Usual = new(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(15));
}

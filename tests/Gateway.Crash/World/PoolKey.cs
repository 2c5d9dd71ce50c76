namespace Gateway.Crash.World;

/// <summary>An upstream's key of the run. Every secret differs, so that a job tells which key made it.</summary>
internal sealed record PoolKey(string Upstream, string Id, int Weight, int MaxInFlight, int RequestsPerMinute = 0)
{
    public string Secret => $"pool-{Upstream}-{Id}";
}

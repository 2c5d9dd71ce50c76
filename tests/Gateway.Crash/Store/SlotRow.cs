namespace Gateway.Crash.Store;

/// <summary>A pool key's count of tasks, and how many tasks there really are that hold one of its places.</summary>
internal sealed record SlotRow(string Upstream, string PoolKey, long InFlight, long Tasks);

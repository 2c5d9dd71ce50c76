namespace Gateway.Crash.World;

/// <summary>What one gateway of the run is started with.</summary>
/// <param name="Name">Its log is called so.</param>
/// <param name="Folder">For the log.</param>
/// <param name="Environment">Beside the settings that all have: its store, and what is special about its machine.</param>
internal sealed record GatewaySetup(string Name, string Folder, Cast Cast, string Upstreams, IReadOnlyList<(string Name, string Value)> Environment);

using Gateway.Configuration;
using Gateway.Upstreams;

namespace Gateway.Simulation;

/// <summary>The <c>Sandbox</c> section: simulated upstreams inside the process.</summary>
/// <param name="Enabled">
/// While true, every upstream without a pool key of its own is simulated. Beside a real upstream only because the settings
/// say so: whoever gives one upstream a key is not to wonder whose videos the others make.
/// </param>
/// <param name="QueuedFor">How long a simulated job waits.</param>
/// <param name="RunsFor">How long it then runs.</param>
/// <param name="Journal">File that remembers the simulated jobs, so that they outlive the process.</param>
internal sealed record SimulationOptions(bool Enabled, TimeSpan QueuedFor, TimeSpan RunsFor, string Journal)
{
    public const string PoolKeyId = "sandbox";
    public const string PoolSecret = "sandbox-key";

    public static SimulationOptions Read(ConfigReader section, IReadOnlyList<UpstreamOptions> upstreams, bool isDevelopment) => new(
        section.Bool("Enabled", isDevelopment && upstreams.All(upstream => upstream.Keys.Count == 0)),
        section.Time("QueuedFor", TimeSpan.FromSeconds(1), TimeSpan.Zero, TimeSpan.FromDays(1)),
        section.Time("RunsFor", TimeSpan.FromSeconds(4), TimeSpan.Zero, TimeSpan.FromDays(1)),
        section.Text("Journal", "data/sandbox-jobs.jsonl"));

    /// <summary>Simulated tasks may be left behind at a start; those of a real key may not, so none may be called the same.</summary>
    public static void KeepIdFree(ConfigReader section, IEnumerable<UpstreamOptions> upstreams)
    {
        foreach (var upstream in upstreams.Where(upstream => upstream.Keys.Any(key => key.Id == PoolKeyId)))
        {
            section.Fault($"{upstream.Name}:Keys", $"has the Id '{PoolKeyId}', which simulated upstreams use");
        }
    }

    /// <summary>An upstream with an account is never simulated.</summary>
    public bool Simulates(UpstreamOptions upstream) => Enabled && upstream.Keys.Count == 0;
}

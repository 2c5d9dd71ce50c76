using System.Text.Json;
using Gateway.Sandbox;
using Gateway.Upstreams;

namespace Gateway.Simulation;

/// <summary>Runs the sandbox inside the gateway, on its own listener, and turns upstreams without an account to it.</summary>
internal static class SimulationSetup
{
    private const string Prefix = "/sandbox";

    public static void AddSimulation(this IServiceCollection services, SimulationOptions options)
    {
        services.AddSingleton<OwnAddress>();
        if (options.Enabled)
        {
            services.AddSandbox(new SandboxOptions
            {
                Keys = [SimulationOptions.PoolSecret],
                QueuedFor = options.QueuedFor,
                RunsFor = options.RunsFor,
                Journal = options.Journal,
            });
        }
    }

    /// <param name="control">Off beside a real upstream, where it would show what real clients sent to whoever knows the sandbox's key.</param>
    public static void MapSimulation(this IEndpointRouteBuilder routes, SimulationOptions options, bool control)
    {
        if (options.Enabled)
        {
            routes.MapSandbox(Prefix, control);
        }
    }

    /// <summary>Takes the journal of the simulated jobs.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    public static string? OpenJournal(IServiceProvider services)
    {
        try
        {
            services.GetService<SandboxState>()?.OpenJournal();
            return null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or JsonException)
        {
            return $"Sandbox:Journal names a file that can't be used: {problem.Message}";
        }
    }

    /// <summary>The settings of an upstream that the sandbox plays.</summary>
    public static UpstreamOptions Simulated(this UpstreamOptions upstream) =>
        upstream with { Keys = [new PoolKeyOptions(SimulationOptions.PoolKeyId, SimulationOptions.PoolSecret, Weight: 1, MaxInFlight: 0, RequestsPerMinute: 0, Enabled: true)] };

    public static bool IsSimulated(this UpstreamOptions upstream) => upstream.Keys is [{ Id: SimulationOptions.PoolKeyId, Secret: SimulationOptions.PoolSecret }];

    /// <summary>Whether the URL is that of a simulated video, which is inside this process.</summary>
    public static bool IsFile(this OwnAddress own, Uri url) =>
        url.AbsoluteUri.StartsWith($"{own.Url.AbsoluteUri.TrimEnd('/')}{Prefix}/media/", StringComparison.Ordinal);

    public static Uri AddressOf(this OwnAddress own, UpstreamOptions upstream) => new($"{own.Url.AbsoluteUri.TrimEnd('/')}{Prefix}/{upstream.Dialect}");
}

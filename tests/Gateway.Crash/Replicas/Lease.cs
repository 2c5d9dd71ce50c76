using Gateway.Crash.Replicas;
using Gateway.Storage.Postgres;
using Gateway.Workers;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

[assembly: HostingStartup(typeof(Lease))]

namespace Gateway.Crash.Replicas;

/// <summary>
/// Gives gateways that are started for a run a shorter lease than the usual one, so that a short run sees one expire.
/// ASP.NET calls it in the gateway's process because a variable there names this assembly.
/// </summary>
internal sealed class Lease : IHostingStartup
{
    private const string Variable = "GATEWAY_CRASH_LEASE";

    /// <param name="seconds">0 leaves it as it is.</param>
    public static ReplicaTerms Terms(int seconds) =>
        seconds == 0 ? ReplicaTerms.Usual : new ReplicaTerms(TimeSpan.FromSeconds(seconds) / 5, TimeSpan.FromSeconds(seconds));

    /// <summary>What the gateway's process is started with.</summary>
    public static IEnumerable<(string Name, string Value)> Environment(int seconds) => seconds == 0
        ? []
        : [(Variable, seconds.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("ASPNETCORE_HOSTINGSTARTUPASSEMBLIES", typeof(Lease).Assembly.GetName().Name!)];

    public void Configure(IWebHostBuilder builder) => builder.ConfigureServices(services =>
    {
        if (int.TryParse(System.Environment.GetEnvironmentVariable(Variable), out var seconds))
        {
            services.AddSingleton(Terms(seconds));
            services.AddSingleton(new SendWindow(SendWindow.Usual.Length * (Terms(seconds).Term / ReplicaTerms.Usual.Term)));
        }
    });
}

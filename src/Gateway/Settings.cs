using Gateway.Admin;
using Gateway.Configuration;
using Gateway.Keys;
using Gateway.Models;
using Gateway.Quotas;
using Gateway.Simulation;
using Gateway.Storage;
using Gateway.Tasks;
using Gateway.Upstreams;

namespace Gateway;

/// <summary>All settings, read once at start.</summary>
/// <param name="Faults">Every fault of every section; with one, the gateway does not start.</param>
internal sealed record Settings(
    StorageOptions Storage,
    IReadOnlyList<UpstreamOptions> Upstreams,
    Catalogue Catalogue,
    PollingOptions Polling,
    SubmissionOptions Submission,
    IReadOnlyList<ClientOptions> Clients,
    AdminOptions Admin,
    SimulationOptions Simulation,
    IReadOnlyList<string> Faults)
{
    public const string SandboxClientKey = "sk-sandbox";

    /// <summary>A key that everybody knows opens the gateway only while no call of it can cost money.</summary>
    public bool HasSandboxClient => Clients is [{ Key: SandboxClientKey }];

    public static Settings Read(IConfiguration configuration, bool isDevelopment)
    {
        var reader = new ConfigReader(configuration);
        ListenUrls.Check(reader);
        var simulation = SimulationOptions.Read(reader.Section("Sandbox"), isDevelopment);
        var upstreams = UpstreamOptions.ReadAll(reader.Section("Upstreams"), [.. Registrations.Dialects.Select(dialect => dialect.Name)]);
        SimulationOptions.KeepIdFree(reader.Section("Upstreams"), upstreams);
        var catalogue = Catalogue.Read(reader.Section("Models"), [.. upstreams.Select(upstream => upstream.Name)]);
        var clients = ReadClients(reader, catalogue, onlySimulated: upstreams.All(simulation.Simulates));
        var settings = new Settings(
            StorageOptions.Read(reader.Section("Storage")),
            [.. upstreams.Select(upstream => simulation.Simulates(upstream) ? upstream.Simulated() : upstream)],
            catalogue,
            PollingOptions.Read(reader.Section("Polling")),
            SubmissionOptions.Read(reader.Section("Submission")),
            clients,
            AdminOptions.Read(reader.Section("Admin"), clients),
            simulation,
            reader.Faults);
        reader.RefuseUnknown();
        return settings;
    }

    private static IReadOnlyList<ClientOptions> ReadClients(ConfigReader reader, Catalogue catalogue, bool onlySimulated)
    {
        var clients = ClientOptions.ReadAll(reader.Section("Clients"), [.. catalogue.Models.Select(model => model.Name)]);
        return clients.Count == 0 && onlySimulated ? [new ClientOptions("sandbox", "sandbox", SandboxClientKey, null, Limits.None)] : clients;
    }
}

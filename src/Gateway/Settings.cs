using Gateway.Admin;
using Gateway.Callbacks;
using Gateway.Configuration;
using Gateway.Files;
using Gateway.Keys;
using Gateway.Listening;
using Gateway.Models;
using Gateway.Quotas;
using Gateway.Signing;
using Gateway.Simulation;
using Gateway.Storage;
using Gateway.Tasks;
using Gateway.Telemetry;
using Gateway.Uploads;
using Gateway.Upstreams;
using Gateway.Waiting;

namespace Gateway;

/// <summary>All settings, read once at start.</summary>
/// <param name="Reading">What was asked for, and what was wrong with it.</param>
internal sealed record Settings(
    StorageOptions Storage,
    IReadOnlyList<UpstreamOptions> Upstreams,
    Catalogue Catalogue,
    PollingOptions Polling,
    SubmissionOptions Submission,
    WaitingOptions Waiting,
    ResultOptions Results,
    UploadOptions Uploads,
    IReadOnlyList<ClientOptions> Clients,
    AdminOptions Admin,
    SimulationOptions Simulation,
    ShutdownOptions Shutdown,
    TelemetryOptions Telemetry,
    ConnectionLimits Connections,
    KnownProxies Proxies,
    AllowedOrigins Origins,
    PathString PathBase,
    PublicUrl PublicUrl,
    SigningOptions Signing,
    CallbackOptions Callbacks,
    Reading Reading)
{
    public const string SandboxClientKey = "sk-sandbox";
    public const string SandboxOperatorKey = "adm-sandbox-operator-0000";

    /// <summary>Every fault of every section; with one, the gateway does not start.</summary>
    public IReadOnlyList<string> Faults => Reading.Faults;

    /// <summary>No call can cost money.</summary>
    public bool OnlySimulated => Upstreams.Count > 0 && Upstreams.All(upstream => upstream.IsSimulated());

    /// <summary>A key that everybody knows opens the gateway only while no call of it can cost money.</summary>
    public bool HasSandboxClient => Clients is [{ Key: SandboxClientKey }];

    public bool HasSandboxOperator => SandboxOperator is not null;

    private OperatorOptions? SandboxOperator => Admin.Find($"Bearer {SandboxOperatorKey}");

    public static Settings Read(IConfiguration configuration, bool isDevelopment)
    {
        var reader = new ConfigReader(configuration);
        LoggingSetup.Check(reader, configuration);
        var upstreams = UpstreamOptions.ReadAll(reader.Section("Upstreams"), [.. Registrations.Dialects.Select(dialect => dialect.Name)]);
        SimulationOptions.KeepIdFree(reader.Section("Upstreams"), upstreams);
        var simulation = SimulationOptions.Read(reader.Section("Sandbox"), upstreams, isDevelopment);
        var onlySimulated = upstreams.All(simulation.Simulates);
        var catalogue = Catalogue.Read(reader.Section("Models"), [.. upstreams.Select(upstream => upstream.Name)]);
        var clients = ReadClients(reader, catalogue, onlySimulated);
        var pathBase = PathPrefix.Read(reader);
        var publicUrl = PublicUrl.Read(reader, ListenUrls.Of(configuration), pathBase);
        var settings = new Settings(
            StorageOptions.Read(reader.Section("Storage")),
            [.. upstreams.Select(upstream => simulation.Simulates(upstream) ? upstream.Simulated() : upstream)],
            catalogue.KeepingApart([.. upstreams.Where(simulation.Simulates).Select(upstream => upstream.Name)]),
            PollingOptions.Read(reader.Section("Polling")),
            SubmissionOptions.Read(reader.Section("Submission")),
            WaitingOptions.Read(reader.Section("Waiting")),
            ResultOptions.Read(reader.Section("Results")),
            UploadOptions.Read(reader.Section("Uploads"), upstreams, Registrations.Dialects, byDefault: isDevelopment && !publicUrl.IsWildcard),
            clients,
            AdminOptions.Read(reader.Section("Admin"), clients, onlySimulated && isDevelopment ? SandboxOperatorKey : null),
            simulation,
            ShutdownOptions.Read(reader.Section("Shutdown"), upstreams, isDevelopment),
            TelemetryOptions.Read(reader, configuration),
            ConnectionLimits.Read(reader.Section("Connections")),
            KnownProxies.Read(reader.Section("ForwardedHeaders")),
            AllowedOrigins.Read(reader.Section("Cors")),
            pathBase,
            publicUrl,
            SigningOptions.Read(reader.Section("Signing"), isDevelopment),
            CallbackOptions.Read(reader.Section("Callbacks")),
            reader.Reading);
        ListenUrls.Check(reader, isDevelopment, ("Admin:Port", settings.Admin.Port), ("Metrics:Port", settings.Telemetry.MetricsPort));
        settings.RefuseKnownKeys(reader, onlySimulated);
        settings.RefuseUnsignedLinks(reader);
        reader.RefuseUnknown();
        return settings;
    }

    private static IReadOnlyList<ClientOptions> ReadClients(ConfigReader reader, Catalogue catalogue, bool onlySimulated)
    {
        var clients = ClientOptions.ReadAll(reader.Section("Clients"), [.. catalogue.Models.Select(model => model.Name)]);
        return clients.Count == 0 && onlySimulated ? [new ClientOptions("sandbox", "sandbox", SandboxClientKey, null, Limits.None)] : clients;
    }

    private void RefuseUnsignedLinks(ConfigReader reader)
    {
        if ((Results.NeedsSigning ?? Uploads.NeedsSigning) is not { } why)
        {
            return;
        }

        if (!Signing.IsUsable)
        {
            reader.Section("Signing").Fault("Key", $"is required by {why}, whose links it signs");
        }

        if (PublicUrl.IsWildcard)
        {
            reader.Fault(PublicUrl.Setting, $"is required by {why}: links can't begin with an address that nobody can call");
        }
    }

    private void RefuseKnownKeys(ConfigReader reader, bool onlySimulated)
    {
        const string Why = "which everybody knows: it is for a gateway whose every upstream is simulated";
        if (!onlySimulated && Clients.Any(client => client.Key == SandboxClientKey))
        {
            reader.Section("Clients").Fault($"has the Key {SandboxClientKey}, {Why}");
        }

        if (!onlySimulated && SandboxOperator is { } known)
        {
            var admin = reader.Section("Admin");
            if (known.Name == OperatorOptions.FirstName)
            {
                admin.Fault("Key", $"is {SandboxOperatorKey}, {Why}");
            }
            else
            {
                admin.Section("Operators").Fault($"has the Key {SandboxOperatorKey}, {Why}");
            }
        }
    }
}

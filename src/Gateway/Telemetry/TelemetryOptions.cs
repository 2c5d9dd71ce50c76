using Gateway.Configuration;

namespace Gateway.Telemetry;

/// <summary>Where what is counted and traced can be read, or is sent.</summary>
/// <param name="MetricsPort">Null when <c>/metrics</c> is on the same addresses as everything else.</param>
/// <param name="Otlp">Null when nothing is sent anywhere.</param>
internal sealed record TelemetryOptions(int? MetricsPort, OtlpTarget? Otlp)
{
    public const string MetricsPath = "/metrics";

    /// <param name="configuration">With the environment, whose standard variables name the target too.</param>
    public static TelemetryOptions Read(ConfigReader reader, IConfiguration configuration)
    {
        var port = reader.Section("Metrics").IntOrNull("Port", 1, 65535);
        var otlp = reader.Section("Telemetry").Section("Otlp");
        var endpoint = otlp.Text("Endpoint");
        if (endpoint is not null && OtlpTarget.AddressOf(endpoint) is null)
        {
            otlp.Fault("Endpoint", $"is '{endpoint}'; allowed: http://<host>:<port> or https://<host>:<port>");
            endpoint = null;
        }

        return new TelemetryOptions(port, OtlpTarget.Of(endpoint, name => configuration[name]));
    }
}

using Gateway.Canonical;
using OpenTelemetry.Resources;

namespace Gateway.Telemetry;

/// <summary>Who says what is exported: standard variables such as <c>OTEL_SERVICE_NAME</c> may say otherwise.</summary>
internal sealed class TelemetryResource(IdSource ids)
{
    public ResourceBuilder Builder { get; } = ResourceBuilder.CreateEmpty()
        .AddService("gateway", serviceVersion: BuildVersion.Text, serviceInstanceId: ids.NewInstanceId())
        .AddTelemetrySdk()
        .AddEnvironmentVariableDetector();
}

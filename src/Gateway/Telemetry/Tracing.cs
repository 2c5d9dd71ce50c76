using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Gateway.Telemetry;

/// <summary>Sends spans to the OTLP target, if there is one; else nothing is recorded, but calls pass their trace on.</summary>
internal sealed class Tracing(TelemetryOptions options, TelemetryResource resource) : IDisposable
{
    private readonly TracerProvider? provider = options.Otlp is { Traces: { } target } otlp
        ? Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource.Builder)
            .AddSource(Traces.Name, "Microsoft.AspNetCore", "System.Net.Http")
            .AddProcessor(new QuietPaths())
            .AddOtlpExporter(exporter => otlp.Set(exporter, target))
            .Build()
        : null;

    public void Dispose() => provider?.Dispose();
}

using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Gateway.Telemetry;

/// <summary>Collects everything that is measured: for whoever asks for the page, and for the OTLP target if there is one.</summary>
internal sealed class Metering : IDisposable
{
    private static readonly string[] Names =
        [Meters.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "System.Runtime", "Npgsql"];

    /// <summary>Counted up and down, or timed, at each request, and answered better by figures of the gateway's own.</summary>
    private static readonly HashSet<string> LeftOut =
        ["http.server.active_requests", "http.client.active_requests", "http.client.request.time_in_queue"];

    private readonly Lock access = new();
    private readonly KnownFigures figures;
    private readonly PrometheusExporter page;
    private readonly BaseExportingMetricReader reader;
    private readonly MeterProvider provider;

    public Metering(TelemetryOptions options, IMeterFactory factory, KnownFigures figures, PrometheusExporter page, TelemetryResource resource)
    {
        (this.figures, this.page) = (figures, page);
        reader = new BaseExportingMetricReader(page);
        var builder = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource.Builder)
            .AddMeter(Names)
            .AddView(instrument => LeftOut.Contains(instrument.Name) || IsOfAnother(instrument.Meter, factory) ? MetricStreamConfiguration.Drop : null)
            .AddReader(reader);
        if (options.Otlp is { Metrics: { } target } otlp)
        {
            builder.AddOtlpExporter(exporter => otlp.Set(exporter, target));
        }

        provider = builder.Build();
    }

    /// <summary>Everything as it is now, as Prometheus reads it.</summary>
    public async Task<string> Page()
    {
        await figures.Refresh();
        lock (access)
        {
            reader.Collect();
            return page.Text;
        }
    }

    public void Dispose()
    {
        figures.End();
        provider.Dispose();
    }

    /// <summary>Another gateway in this process has meters of the same names.</summary>
    private static bool IsOfAnother(Meter meter, IMeterFactory factory) => meter.Scope is { } scope && !ReferenceEquals(scope, factory);
}

using Gateway.Models;
using Gateway.Tasks;
using Gateway.Upstreams;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Telemetry;

/// <summary>Registers what counts and traces.</summary>
internal static class TelemetrySetup
{
    public static void AddTelemetry(this IServiceCollection services, TelemetryOptions options)
    {
        services.AddMeters();
        services.AddSingleton(options);
        services.AddSingleton<TelemetryResource>();
        services.AddSingleton<KnownFigures>();
        services.AddSingleton<Gauges>();
        services.AddSingleton<PrometheusExporter>();
        services.AddSingleton(provider =>
        {
            var metering = ActivatorUtilities.CreateInstance<Metering>(provider);
            provider.GetRequiredService<Gauges>();
            var catalogue = provider.GetRequiredService<LiveCatalogue>();
            catalogue.Changed += Begin;
            Begin();
            return metering;

            void Begin() => FirstScrape.Begin(provider.GetRequiredService<Meters>(), catalogue.Current, provider.GetRequiredService<UpstreamRegistry>());
        });
        services.AddSingleton<Tracing>();
        services.AddSingleton<ITaskSubscriber, TaskMeter>();
    }

    /// <summary>Made before the first request: what happens from the start on is counted and traced.</summary>
    public static void StartTelemetry(this IServiceProvider services)
    {
        services.GetRequiredService<Metering>();
        services.GetRequiredService<Tracing>();
    }

    /// <summary>What counts, for whoever needs no more of it.</summary>
    public static void AddMeters(this IServiceCollection services)
    {
        services.AddMetrics();
        services.TryAddSingleton<Meters>();
    }
}

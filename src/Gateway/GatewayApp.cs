using System.Security.Cryptography;
using System.Text.Json;
using Gateway.Admin;
using Gateway.Callbacks;
using Gateway.Canonical;
using Gateway.Content;
using Gateway.Files;
using Gateway.Generations;
using Gateway.Health;
using Gateway.Http;
using Gateway.Keys;
using Gateway.Listening;
using Gateway.Models;
using Gateway.OpenApi;
using Gateway.Routing;
using Gateway.Signing;
using Gateway.Simulation;
using Gateway.Storage;
using Gateway.Tasks;
using Gateway.Telemetry;
using Gateway.Uploads;
using Gateway.Upstreams;
using Gateway.Videos;
using Gateway.Waiting;
using Gateway.WebConsole;
using Gateway.Workers;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway;

/// <summary>The application, put together from its rooms.</summary>
internal static class GatewayApp
{
    /// <param name="logging">Where the log goes instead of Serilog's console.</param>
    public static WebApplication Build(WebApplicationBuilder builder, Settings settings, Action<ILoggingBuilder>? logging = null)
    {
        OwnPort.Listen(builder, settings.Admin.Port, settings.Telemetry.MetricsPort);
        builder.WebHost.ConfigureKestrel(settings.Connections.Apply);
        (logging ?? builder.UseSerilog)(builder.Logging);
        builder.Logging.KeepPathsOut();
        AddServices(builder.Services, settings);

        var app = builder.Build();
        app.Services.StartTelemetry();
        settings.Proxies.Use(app);
        app.UsePathPrefix(settings.PathBase);
        app.UseMiddleware<DrainedConnections>();
        app.UseMiddleware<RequestIds>();
        app.UseMiddleware<RequestLog>();
        app.UseMetricsPage(settings.Telemetry);
        app.UseMiddleware<RequestTrace>();
        settings.Origins.Use(app);
        app.UseMiddleware<CreateMeter>();
        app.UseMiddleware<ErrorShape>();
        app.UseOwnPort(settings.Admin.Port, "/admin", ConsolePages.Path);
        app.UseMiddleware<HeadRequests>();
        // Named, because routing would else come first of all, before HEAD has become GET.
        app.UseRouting();
        app.UseDocsPage();
        app.UseConsole(settings.Admin.Port);
        app.MapOpenApiDocuments();
        app.MapVideos();
        app.MapContent();
        app.MapUploads();
        app.MapModels();
        app.MapUsage();
        app.MapWhoAmI();
        app.MapAdmin(settings.Admin);
        app.MapHealth();
        app.MapSimulation(settings.Simulation, control: settings.OnlySimulated);
        return app;
    }

    /// <summary>As its client sees it.</summary>
    private static Action<Utf8JsonWriter, TaskRecord> WriteTask(IServiceProvider provider)
    {
        var links = provider.GetRequiredService<ResultLinks>();
        return (writer, task) => TaskJson.Write(writer, links.Shown(task));
    }

    private static void AddResults(IServiceCollection services, Settings settings)
    {
        services.AddFiles(
            settings.Results,
            provider => settings.Upstreams.Any(SimulationSetup.IsSimulated) ? provider.GetRequiredService<OwnAddress>().IsFile : _ => false,
            Address);
        services.AddUploads(settings.Uploads, Address);
        if (settings.Results.Keeps)
        {
            services.AddSingleton(new KeepRule(settings.Results.Keep, settings.Results.KeepFor));
        }

        services.TryAddSingleton(KeepTerms.Usual(settings.Results.Keeps));
        services.AddContent();

        Func<string> Address(IServiceProvider provider) => () => settings.PublicUrl.Of(provider.GetRequiredService<IServer>());
    }

    private static void AddServices(IServiceCollection services, Settings settings)
    {
        services.AddSingleton(settings);
        services.Configure<HostOptions>(host => host.ShutdownTimeout = settings.Shutdown.EndWithin);
        services.AddSingleton(new LiveCatalogue(settings.Catalogue));
        services.AddSingleton(new BodyTerms(settings.Connections.BodyWithin));
        KnownProxies.TurnOffTheFrameworksOwn(services);
        services.AddCors();
        services.AddSingleton(new KeyMask(settings.Reading.Secrets.Values));
        services.AddSingleton(StorageSetup.Clock(settings.Storage));
        services.AddSingleton(_ => new Random(RandomNumberGenerator.GetInt32(int.MaxValue)));
        services.AddSingleton(provider => new IdSource(provider.GetRequiredService<TimeProvider>(), RandomNumberGenerator.Fill));
        services.AddSingleton(provider => new ClientKeys(settings.Clients, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Teams>();
        services.AddSingleton<KeyBook>();
        services.AddSingleton<UnknownKeys>();
        services.AddSigning(settings.Signing);
        services.AddStorage(settings.Storage);
        services.AddUpstreams(settings.Upstreams, Registrations.Dialects, (provider, upstream) =>
            upstream.IsSimulated() ? () => provider.GetRequiredService<OwnAddress>().AddressOf(upstream) : null);
        services.AddSingleton<Router>();
        services.AddSingleton<Pool>();
        services.AddSingleton<PoolSharing>();
        services.AddTasks(settings.Polling, settings.Submission, settings.Storage.KeepTasksFor);
        services.AddSingleton(provider => new Readiness(provider.GetRequiredService<ITaskStore>().IsReady, provider.GetRequiredService<TimeProvider>()));
        services.AddTelemetry(settings.Telemetry);
        services.AddCallbacks(settings.Callbacks, settings.Signing, WriteTask);
        services.AddGenerations();
        services.AddWaiting(settings.Waiting);
        AddResults(services, settings);
        services.AddAdmin(settings.Admin);
        services.AddOpenApiDocuments();
        services.AddSimulation(settings.Simulation);
    }
}

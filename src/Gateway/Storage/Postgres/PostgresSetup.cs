using Gateway.Audit;
using Gateway.Callbacks;
using Gateway.Canonical;
using Gateway.Files;
using Gateway.Keys;
using Gateway.Quotas;
using Gateway.Routing;
using Gateway.Signing;
using Gateway.Tasks;
using Gateway.Telemetry;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Storage.Postgres;

/// <summary>Brings the database's schema up to date and makes this process one of its replicas.</summary>
internal static class PostgresSetup
{
    public static void AddPostgres(this IServiceCollection services, StorageOptions options)
    {
        services.TryAddSingleton(ReplicaTerms.Usual);
        services.AddSingleton(provider =>
            new PostgresSource(options.ConnectionString, isPooled: options.ListenConnectionString is not null, StoreTrouble.Of(provider, "used")));
        services.AddSingleton(provider => new PostgresReplica(
            provider.GetRequiredService<PostgresSource>(), ReplicaName.New(), provider.GetRequiredService<ReplicaTerms>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<PostgresNotices>();
        services.AddSingleton(provider => Open(provider).GetAwaiter().GetResult());
        services.AddHostedService<PostgresHeart>();
        services.AddSingleton<PostgresFollower>();
        services.AddHostedService(provider => provider.GetRequiredService<PostgresFollower>());
        services.AddHostedService(provider => ActivatorUtilities.CreateInstance<PostgresListener>(provider, options));
        services.AddSingleton<ITaskStore, PostgresTaskStore>();
        services.AddSingleton<IQuotaStore, PostgresQuotaStore>();
        services.AddSingleton<IKeyStore, PostgresKeyStore>();
        services.AddSingleton<IAuditStore, PostgresAudit>();
        services.AddSingleton<IEventStore, PostgresEventStore>();
        services.AddSingleton<ITaskReports, PostgresTaskReports>();
        services.AddSingleton<ITaskRetention, PostgresRetention>();
        services.AddSingleton<IKeptFiles, PostgresKeptFiles>();
        services.AddSingleton<IUploads, PostgresUploads>();
        services.AddSingleton<IPoolKeyStore, PostgresPoolKeyStore>();
        services.AddSingleton<ISigningStore, PostgresSigning>();
        services.AddSingleton<ISecretStore, PostgresSecretStore>();
        services.AddSingleton<ICallbackStore, PostgresCallbackStore>();
    }

    private static async Task<PostgresWriter> Open(IServiceProvider provider)
    {
        var (source, replica) = (provider.GetRequiredService<PostgresSource>(), provider.GetRequiredService<PostgresReplica>());
        await CopyMark.ExpectNone(source);
        await PostgresMigrations.Apply(source);
        // Before any work: what it opens is its own from the beginning.
        var reading = await replica.Beat();
        // A copy looks for replicas when it begins: of two that start together, one sees the other.
        await CopyMark.ExpectNone(source);
        var time = provider.GetRequiredService<TimeProvider>();
        (time as SharedClock)?.Follow(reading);
        return new PostgresWriter(
            source, replica.Id, time, provider.GetRequiredService<TaskEvents>(), provider.GetRequiredService<PostgresNotices>(), provider.GetRequiredService<Meters>());
    }
}

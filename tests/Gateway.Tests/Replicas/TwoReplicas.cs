using System.Diagnostics;
using System.Text.Json;
using Gateway.Storage.Postgres;
using Gateway.Tests.Admin;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Replicas;

/// <summary>Two gateways on one PostgreSQL.</summary>
internal sealed class TwoReplicas : IAsyncDisposable
{
    /// <summary>Within what time everything is to be known everywhere.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    // Nobody listens there.
    private const string Nowhere = "Host=127.0.0.1;Port=1;Database=none;Username=none;Timeout=1";

    private TwoReplicas(PostgresDatabase database, GatewayHost first, GatewayHost second)
    {
        (Database, First, Second) = (database, first, second);
        (Admin, OtherAdmin) = (new Operator(first), new Operator(second));
    }

    public PostgresDatabase Database { get; }

    public GatewayHost First { get; }

    public GatewayHost Second { get; }

    /// <summary>At the first.</summary>
    public Operator Admin { get; }

    /// <summary>At the second.</summary>
    public Operator OtherAdmin { get; }

    /// <param name="hear">Whether they only hear what the other one tells, or only look now and then.</param>
    public static async Task<TwoReplicas> Start(
        string? upstreams = null,
        bool hear = true,
        string engine = Engines.Postgres,
        IEnumerable<(string Key, string? Value)>? settings = null,
        Action<IServiceCollection>? second = null)
    {
        var database = (PostgresDatabase)await TestDatabase.On(engine);
        IEnumerable<(string Key, string? Value)> all = [Operator.Setting, .. settings ?? [], .. hear ? [] : ((string, string?)[])[("Storage:ListenConnectionString", Nowhere)]];
        var terms = hear ? ReplicaTerms.Usual with { LooksEvery = TimeSpan.FromHours(1) } : ReplicaTerms.Usual;
        var replicas = new TwoReplicas(
            database,
            await GatewayHost.Start(upstreams, database, all, services => services.AddSingleton(terms)),
            await GatewayHost.Start(upstreams, database, all, services =>
            {
                services.AddSingleton(terms);
                second?.Invoke(services);
            }));
        if (hear)
        {
            await replicas.Hear();
        }

        return replicas;
    }

    /// <summary>Waits until both listen.</summary>
    public Task Hear() => Eventually.True(() => Database.Ask(
        $"SELECT COUNT(*) FROM pg_stat_activity WHERE application_name = '{PostgresListener.ApplicationName}' AND datname = current_database() AND query LIKE 'LISTEN%'") == "2");

    public void KillListeners() => Database.Rows(
        $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '{PostgresListener.ApplicationName}' AND datname = current_database()");

    /// <returns>The status of a call with this key, which asks nothing of the store.</returns>
    public static async Task<int> Call(GatewayHost gateway, string? key)
    {
        using var client = gateway.NewClient(key);
        using var response = await client.GetAsync("/v1/models");
        return (int)response.StatusCode;
    }

    /// <returns>After what time this was so.</returns>
    public static async Task<TimeSpan> Until(Func<Task<bool>> condition)
    {
        var begun = Stopwatch.GetTimestamp();
        await Eventually.True(condition, 30);
        return Stopwatch.GetElapsedTime(begun);
    }

    public static async Task<JsonElement> PoolKey(Operator admin, string upstream) =>
        (await admin.Get("/upstreams")).At("data").EnumerateArray().Single(row => row.Text("name") == upstream).At("keys", 0);

    public async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        OtherAdmin.Dispose();
        await First.DisposeAsync();
        await Second.DisposeAsync();
        await Database.DisposeAsync();
    }
}

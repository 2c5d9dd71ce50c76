using Gateway.Canonical;
using Gateway.Storage;
using Gateway.Storage.Postgres;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Replicas;

/// <summary>A replica that lives says so in time.</summary>
public sealed class HeartTests
{
    [Fact]
    public async Task A_sign_of_life_does_not_wait_its_term_out_on_a_connection_that_nobody_answers_any_more()
    {
        await using var database = await TestDatabase.On(Engines.Postgres);
        using var proxy = new CountingProxy(database.ConnectionString);
        var terms = new ReplicaTerms(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(6));
        var collection = new ServiceCollection();
        collection.AddSingleton(TimeProvider.System);
        collection.AddSingleton(terms);
        collection.AddStorage(new StorageOptions(StorageOptions.Postgres, proxy.ConnectionString));
        await using var services = collection.BuildServiceProvider();
        services.GetRequiredService<PostgresWriter>();
        var replica = services.GetRequiredService<PostgresReplica>();
        await replica.Beat();

        proxy.Silence();
        await Should.ThrowAsync<StoreUnavailableException>(() => replica.Beat().WaitAsync(terms.Term / 2));
        await replica.Beat().WaitAsync(terms.Term / 3);
    }
}

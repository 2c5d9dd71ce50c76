using Gateway.Storage.Postgres;
using Gateway.Tasks;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Gateway.Tests.Storage;

/// <summary>Whoever stands still at the gate of PostgreSQL does not keep the others out for good.</summary>
public sealed class GateTests : IAsyncDisposable
{
    private TestDatabase? database;

    public ValueTask DisposeAsync() => database?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task A_replica_that_is_cut_off_in_the_middle_of_a_batch_is_put_out_by_those_who_wait()
    {
        database = await TestDatabase.On(Engines.Postgres);
        var time = new ManualTime();
        await using var services = database.Open(time);
        var store = services.GetRequiredService<ITaskStore>();
        await store.Find("video_none");

        await using var lost = new NpgsqlConnection(database.ConnectionString);
        await lost.OpenAsync();
        await using var transaction = await lost.BeginTransactionAsync();
        await using var gate = new NpgsqlCommand(
            $"SET LOCAL idle_in_transaction_session_timeout = '5s'; SELECT pg_advisory_xact_lock({PostgresGate.Key})", lost, transaction);
        await gate.ExecuteNonQueryAsync();
        // The server waits for the rest of what it has been sent, as it does for the rest of a batch.
        await using var half = await lost.BeginTextImportAsync("COPY commits FROM STDIN");

        var task = Some.Task(time);
        (await store.Decide(new UpdateWish(task, task with { Progress = 50 })).WaitAsync(TimeSpan.FromSeconds(40))).ShouldBeNull("there is no such task");
        await Should.ThrowAsync<Exception>(async () => await half.DisposeAsync());
    }
}

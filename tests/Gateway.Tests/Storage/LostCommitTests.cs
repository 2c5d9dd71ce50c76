using Gateway.Storage;
using Gateway.Storage.Postgres;
using Gateway.Tasks;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Gateway.Tests.Storage;

/// <summary>A commit whose answer was lost is believed only by its own mark, whatever others have done to the same tasks meanwhile.</summary>
public sealed class LostCommitTests : IAsyncLifetime
{
    private const string Replica = "this-one";
    private const long Number = 5;

    private TestDatabase database = null!;
    private ServiceProvider services = null!;
    private PostgresLostCommits lost = null!;

    private PostgresSource Source => services.GetRequiredService<PostgresSource>();

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.On(Engines.Postgres);
        services = database.Open(new ManualTime());
        services.GetRequiredService<ITaskStore>();
        lost = new PostgresLostCommits(Source, Replica, TimeProvider.System, new TaskEvents());
    }

    public async ValueTask DisposeAsync()
    {
        if (services is not null)
        {
            await lost.DisposeAsync();
            await services.DisposeAsync();
            await database.DisposeAsync();
        }
    }

    [Fact]
    public async Task It_was_made_when_its_mark_is_there()
    {
        await Commit(Number);
        (await Ask()).ShouldBeTrue();
    }

    [Fact]
    public async Task It_was_not_made_when_only_another_replica_has_that_number_and_can_not_be_made_later()
    {
        await Source.Do("INSERT INTO commits (replica, number) VALUES ('another', $1)", Number);
        (await Ask()).ShouldBeFalse();
        // The server may read the lost transaction's statements only now.
        (await Should.ThrowAsync<PostgresException>(() => Commit(Number))).SqlState.ShouldBe(PostgresErrorCodes.UniqueViolation);
    }

    [Fact]
    public async Task Whoever_asks_again_because_that_answer_was_lost_too_is_told_the_same()
    {
        (await Ask()).ShouldBeFalse();
        (await Ask()).ShouldBeFalse();
    }

    [Fact]
    public async Task While_its_transaction_is_at_work_nobody_says_what_became_of_it()
    {
        await using var connection = await Source.Open();
        await Run(connection, "BEGIN");
        await Run(connection, $"INSERT INTO commits (replica, number) VALUES ('{Replica}', {Number})");
        var asking = Ask();
        await Task.Delay(300);
        asking.IsCompleted.ShouldBeFalse();
        await Run(connection, "COMMIT");
        (await asking).ShouldBeTrue();
    }

    [Fact]
    public async Task A_mark_that_is_in_doubt_is_not_forgotten_by_later_groups()
    {
        await Commit(Number);
        await using var connection = await Source.Open();
        await Run(connection, "BEGIN");
        await Run(connection, "LOCK TABLE commits IN ACCESS EXCLUSIVE MODE");
        var asking = Ask();
        var later = new PostgresBatch();
        lost.Mark(later, Number + 7);
        await Run(connection, "COMMIT");
        await Source.Run(later);
        (await asking).ShouldBeTrue();
    }

    private Task Commit(long number)
    {
        var batch = new PostgresBatch();
        lost.Mark(batch, number);
        return Source.Run(batch);
    }

    private Task<bool> Ask()
    {
        var asked = new Asked();
        lost.FindOut([asked], Number, new IOException("the answer was lost"));
        return asked.Outcome.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    private static async Task Run(NpgsqlConnection connection, string sql)
    {
        var batch = new PostgresBatch();
        batch.Do(sql);
        await batch.Run(connection);
    }

    private sealed class Asked : Operation
    {
        public TaskCompletionSource<bool> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override void Succeed() => Outcome.SetResult(true);

        public override void Fail(Exception problem) => Outcome.SetResult(false);
    }
}

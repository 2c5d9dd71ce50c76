using System.Data;
using System.Threading.Channels;
using Gateway.Canonical;
using Gateway.Tasks;
using Gateway.Telemetry;
using Npgsql;

namespace Gateway.Storage.Postgres;

/// <summary>
/// Commits all operations that wait in this process as a group: what they need comes in one round trip, what follows goes in
/// a second one together with the commit. Of all the replicas' groups one is under way at a time (docs/decisions/0021), so a
/// decision never acts on a sum that somebody else is changing.
/// </summary>
internal sealed class PostgresWriter : IAsyncDisposable
{
    private const int LargestGroup = 512;
    private const int MostTries = 4;

    private readonly Channel<Operation> waiting =
        Channel.CreateBounded<Operation>(new BoundedChannelOptions(10_000) { SingleReader = true });

    private readonly PostgresSource source;
    private readonly PostgresSource own;
    private readonly TimeProvider time;
    private readonly TaskEvents events;
    private readonly PostgresNotices notices;
    private readonly Meters meters;
    private readonly PostgresChanges changes;
    private readonly PostgresLostCommits lost;
    private readonly Task loop;
    private long number;

    public PostgresWriter(PostgresSource source, string replica, TimeProvider time, TaskEvents events, PostgresNotices notices, Meters meters)
    {
        (this.source, this.time, this.events, this.notices, this.meters) = (source, time, events, notices, meters);
        own = source.Single();
        changes = new PostgresChanges(replica);
        lost = new PostgresLostCommits(source, replica, time, events);
        loop = Task.Run(Run);
    }

    /// <summary>Decides about the wish in a transaction; the task ends when what follows from it is on disk.</summary>
    /// <param name="gone">Whoever wishes has left: a wish that was not begun by then is dropped.</param>
    public async Task<T> Decide<T>(Wish<T> wish, CancellationToken gone)
    {
        var operation = new WishOperation<T>(wish, gone);
        await waiting.Writer.WriteAsync(operation, gone);
        return await operation.Task;
    }

    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await loop;
        await own.DisposeAsync();
        await lost.DisposeAsync();
    }

    private async Task Run()
    {
        var group = new List<Operation>(LargestGroup);
        while (await waiting.Reader.WaitToReadAsync())
        {
            while (group.Count < LargestGroup && waiting.Reader.TryRead(out var operation))
            {
                group.Add(operation);
            }

            await Commit(group);
            group.Clear();
        }
    }

    private async Task Commit(List<Operation> group)
    {
        if (await TryOften(group) is not { } problem)
        {
            return;
        }

        if (group.Count <= 1 || PostgresFailure.ConcernsAll(problem))
        {
            group.ForEach(operation => operation.Fail(problem));
            return;
        }

        // One of them failed, and nothing of any is on disk: each stands for itself now.
        Exception? forAll = null;
        foreach (var operation in group)
        {
            if ((forAll ?? await TryOften([operation])) is { } own)
            {
                operation.Fail(own);
                forAll = PostgresFailure.ConcernsAll(own) ? own : null;
            }
        }
    }

    private async Task<Exception?> TryOften(List<Operation> group)
    {
        Exception? problem = null;
        for (var tries = 0; tries < MostTries; tries++)
        {
            // Only the first time may the tasks be as they were seen: after that one of them surely is not.
            problem = await Try(group, maySpareLoading: tries == 0);
            if (problem is null || !PostgresFailure.MayRepeat(problem))
            {
                break;
            }
        }

        return problem;
    }

    /// <returns>What went wrong; then nothing of the group is on disk.</returns>
    private async Task<Exception?> Try(List<Operation> group, bool maySpareLoading)
    {
        // Each try has its own: a lost one may still be at work when the next begins.
        number++;
        var begun = time.GetTimestamp();
        var facts = new Facts();
        IReadOnlyList<TaskEvent> happened;
        try
        {
            await using var connection = await own.Open();
            try
            {
                // Not before: it may have taken its time.
                group.RemoveAll(operation => operation.IsLeft());
                if (group.Count == 0)
                {
                    return null;
                }

                happened = await Save(connection, group, facts, maySpareLoading);
            }
            catch (PostgresException)
            {
                await RollBack(connection);
                throw;
            }
        }
        catch (Exception problem) when (PostgresFailure.LeavesItOpen(problem) && facts.Made.Count > 0)
        {
            lost.FindOut([.. group], number, source.Failed(problem));
            return null;
        }
        catch (PostgresException problem) when (problem.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return await PutOut() ? problem : source.Failed(problem);
        }
#pragma warning disable CA1031 // It is handed to whoever asked for the operation.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            return PostgresFailure.ConcernsAll(problem) ? source.Failed(problem) : problem;
        }

        source.Worked();
        meters.Committed(time.GetElapsedTime(begun), group.Count);
        changes.Saved(facts);
        group.ForEach(operation => operation.Succeed());
        events.Publish(happened);
        if (happened.Count > 0)
        {
            notices.Tell(PostgresNotices.Events);
        }

        return null;
    }

    private async Task<IReadOnlyList<TaskEvent>> Save(NpgsqlConnection connection, List<Operation> group, Facts facts, bool maySpareLoading)
    {
        var needs = new Needs();
        group.ForEach(operation => operation.Name(needs));
        var batch = new PostgresBatch();
        PostgresGate.Enter(batch);
        if (maySpareLoading && PostgresFacts.AreSeen(needs))
        {
            PostgresFacts.TakeSeen(needs, facts);
        }
        else
        {
            PostgresFacts.Load(batch, needs, facts);
            await batch.Run(connection);
            batch = new PostgresBatch();
            // The gate may have been held for seconds.
            group.RemoveAll(operation => operation.IsLeft());
        }

        (facts.Now, facts.Timestamp) = (time.Now(), time.GetTimestamp());
        group.ForEach(operation => operation.Decide(facts));
        var happened = changes.Save(batch, facts);
        if (facts.Made.Count > 0)
        {
            lost.Mark(batch, number);
        }

        PostgresGate.Leave(batch);
        await batch.Run(connection);
        return happened;
    }

    /// <returns>Whether the way is free again.</returns>
    private async Task<bool> PutOut()
    {
        try
        {
            return await PostgresGate.PutOut(source);
        }
        catch (StoreUnavailableException)
        {
            // The source has said so; whoever waited is answered with what kept it waiting.
            return false;
        }
    }

    private static async Task RollBack(NpgsqlConnection connection)
    {
        // After some refusals the server ends the connection, and the transaction with it.
        if (connection.State != ConnectionState.Open)
        {
            return;
        }

        try
        {
            var batch = new PostgresBatch();
            batch.Do("ROLLBACK");
            await batch.Run(connection);
        }
        catch (Exception problem) when (PostgresFailure.ConcernsAll(problem))
        {
            // The connection is gone, and the transaction with it.
        }
    }
}

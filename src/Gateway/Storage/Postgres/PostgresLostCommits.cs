using System.Collections.Concurrent;
using Gateway.Tasks;

namespace Gateway.Storage.Postgres;

/// <summary>
/// Finds out what became of a commit whose answer was lost. To say "nothing was written" without knowing would leave an
/// attempt open that nobody sends, or make a client buy a second job. Others don't wait for it.
/// </summary>
internal sealed class PostgresLostCommits(PostgresSource source, string replica, TimeProvider time, TaskEvents events) : IAsyncDisposable
{
    /// <summary>Forgetting them each time would cost more than all of the marks.</summary>
    private const int MarksKept = 128;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<Task, bool> underWay = new();
    private readonly ConcurrentDictionary<long, bool> inDoubt = new();
    private readonly CancellationTokenSource ending = new();

    /// <summary>Marks a transaction as the group of this number, and now and then forgets older marks that nobody asks for.</summary>
    public void Mark(PostgresBatch batch, long number)
    {
        batch.Do("INSERT INTO commits (replica, number) VALUES ($1, $2)", replica, number);
        if (number % MarksKept == 0)
        {
            batch.Do("DELETE FROM commits WHERE replica = $1 AND number < $2", replica, inDoubt.Keys.Append(number).Min());
        }
    }

    /// <param name="group">Whose commit it was: each ends when that is known, or with the process.</param>
    public void FindOut(IReadOnlyList<Operation> group, long number, Exception problem)
    {
        inDoubt.TryAdd(number, true);
        var asking = Task.Run(() => Ask(group, number, problem));
        underWay.TryAdd(asking, true);
        _ = asking.ContinueWith(ended => underWay.TryRemove(ended, out _), TaskScheduler.Default);
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await Task.WhenAll(underWay.Keys);
        ending.Dispose();
    }

    private async Task Ask(IReadOnlyList<Operation> group, long number, Exception problem)
    {
        var wasCommitted = await WasCommitted(number);
        inDoubt.TryRemove(number, out _);
        foreach (var operation in group)
        {
            if (wasCommitted)
            {
                operation.Succeed();
            }
            else
            {
                operation.Fail(problem);
            }
        }

        // Those of the group are on disk, and nobody here has told of them.
        events.Look();
    }

    /// <summary>Asks until somebody answers.</summary>
    private async Task<bool> WasCommitted(long number)
    {
        while (!ending.IsCancellationRequested)
        {
            try
            {
                return await Find(number);
            }
            catch (Exception problem) when (PostgresFailure.ConcernsAll(problem))
            {
                await Task.Delay(Pause, time, ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        return false;
    }

    /// <summary>
    /// Who can write the mark knows that the commit was not made, and never will be: the lost transaction's own mark then
    /// fails. It is written as a denial, because its answer may be lost as well: who then asks again must not take it for the
    /// transaction's. While that is still at work, this waits for its end.
    /// </summary>
    private Task<bool> Find(long number) => source.First(
        """
        INSERT INTO commits (replica, number, denied) VALUES ($1, $2, TRUE)
        ON CONFLICT (replica, number) DO UPDATE SET number = excluded.number RETURNING NOT denied
        """,
        row => row.GetBoolean(0),
        replica, number);
}

using System.Collections.Concurrent;
using Gateway.Tasks;

namespace Gateway.Storage.Postgres;

/// <summary>
/// Finds out what became of a commit whose answer was lost. To say "nothing was written" without knowing would leave an
/// attempt open that nobody sends, or make a client buy a second job. Others don't wait for it.
/// </summary>
internal sealed class PostgresLostCommits(PostgresSource source, TimeProvider time, TaskEvents events) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<Task, bool> underWay = new();
    private readonly CancellationTokenSource ending = new();

    /// <param name="group">Whose commit it was: each ends when that is known, or with the process.</param>
    /// <param name="last">A task as the commit was to leave it: all of a group is on disk, or nothing.</param>
    public void FindOut(IReadOnlyList<Operation> group, TaskRecord last, Exception problem)
    {
        var asking = Task.Run(() => Ask(group, last, problem));
        underWay.TryAdd(asking, true);
        _ = asking.ContinueWith(ended => underWay.TryRemove(ended, out _), TaskScheduler.Default);
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await Task.WhenAll(underWay.Keys);
        ending.Dispose();
    }

    private async Task Ask(IReadOnlyList<Operation> group, TaskRecord last, Exception problem)
    {
        var wasCommitted = await WasCommitted(last);
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
    private async Task<bool> WasCommitted(TaskRecord task)
    {
        while (!ending.IsCancellationRequested)
        {
            try
            {
                return await Find(task);
            }
            catch (Exception problem) when (PostgresFailure.ConcernsAll(problem))
            {
                await Task.Delay(Pause, time, ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        return false;
    }

    /// <summary>The lost transaction may still be at work; then it holds the gate.</summary>
    private async Task<bool> Find(TaskRecord task)
    {
        var found = false;
        var batch = new PostgresBatch();
        PostgresGate.Enter(batch);
        batch.Ask("SELECT 1::bigint FROM tasks WHERE id = $1 AND version >= $2", _ => found = true, task.Id, task.Version);
        PostgresGate.Leave(batch);
        await source.Run(batch);
        return found;
    }
}

using System.Threading.Channels;

namespace Gateway.Storage.Sqlite;

/// <summary>
/// The one writer. It commits all operations that wait as a group, because the cost of a durable commit is its flush
/// to disk and not its rows. When one of a group fails, the others are run again without it: so an operation may run
/// more than once, though it is committed once, and does nothing but read and write the store.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    private const int LargestGroup = 512;

    private readonly Channel<Operation> waiting =
        Channel.CreateBounded<Operation>(new BoundedChannelOptions(10_000) { SingleReader = true });

    private readonly SqliteSession session;
    private readonly Task loop;

    public SqliteWriter(string connectionString)
    {
        session = new SqliteSession(connectionString);
        session.Script("PRAGMA cache_size = -32768");
        loop = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Runs the operation in a transaction; the task ends when its result is on disk.</summary>
    public async Task<T> Write<T>(Func<SqliteSession, T> operation)
    {
        var waiter = new Operation<T>(operation);
        await waiting.Writer.WriteAsync(waiter);
        return await waiter.Task;
    }

    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await loop;
        session.Dispose();
    }

    private void Run()
    {
        var group = new List<Operation>(LargestGroup);
        while (waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (group.Count < LargestGroup && waiting.Reader.TryRead(out var operation))
            {
                group.Add(operation);
            }

            Commit(group);
            group.Clear();
        }
    }

    private void Commit(List<Operation> group)
    {
        try
        {
            session.Execute("BEGIN IMMEDIATE");
            group.ForEach(operation => operation.Run(session));
            session.Execute("COMMIT");
        }
#pragma warning disable CA1031 // It is handed to whoever asked for the operation.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            RollBack();
            if (group is [var alone])
            {
                alone.Fail(problem);
            }
            else
            {
                // One of them failed, and nothing of any is on disk: each stands for itself now.
                group.ForEach(operation => Commit([operation]));
            }

            return;
        }

        // Not inside: what is committed is never run again.
        group.ForEach(operation => operation.Succeed());
    }

    private void RollBack()
    {
        try
        {
            session.Execute("ROLLBACK");
        }
        catch (SqliteFailure)
        {
            // SQLite has already rolled back by itself, as it does on a full disk or an I/O error.
        }
    }

    private abstract class Operation
    {
        public abstract void Run(SqliteSession session);

        public abstract void Succeed();

        public abstract void Fail(Exception problem);
    }

    private sealed class Operation<T>(Func<SqliteSession, T> operation) : Operation
    {
        private readonly TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? result;

        public Task<T> Task => done.Task;

        public override void Run(SqliteSession session) => result = operation(session);

        public override void Succeed() => done.SetResult(result!);

        public override void Fail(Exception problem) => done.SetException(problem);
    }
}

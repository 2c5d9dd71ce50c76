using System.Threading.Channels;

namespace Gateway.Storage.Sqlite;

/// <summary>
/// The one writer. It commits all operations that wait as a group, because the cost of a durable commit
/// is its flush to disk and not its rows. Each operation stands in a savepoint: one that fails takes nothing with it.
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
            group.ForEach(RunInSavepoint);
            session.Execute("COMMIT");
        }
#pragma warning disable CA1031 // Whatever stops a commit is handed to everyone who waits for it.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            group.ForEach(operation => operation.Fail(problem));
            RollBack();
        }

        group.ForEach(operation => operation.Complete());
    }

    private void RunInSavepoint(Operation operation)
    {
        session.Execute("SAVEPOINT operation");
        if (!operation.Run(session))
        {
            session.Execute("ROLLBACK TO operation");
        }

        session.Execute("RELEASE operation");
    }

    private void RollBack()
    {
        try
        {
            session.Execute("ROLLBACK");
        }
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            // SQLite has already rolled back by itself, as it does on a full disk or an I/O error.
        }
    }

    private abstract class Operation
    {
        public abstract bool Run(SqliteSession session);

        public abstract void Fail(Exception problem);

        public abstract void Complete();
    }

    private sealed class Operation<T>(Func<SqliteSession, T> operation) : Operation
    {
        private readonly TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private Exception? failure;
        private T? result;

        public Task<T> Task => done.Task;

        public override bool Run(SqliteSession session)
        {
            try
            {
                result = operation(session);
            }
#pragma warning disable CA1031 // It is thrown again at whoever asked for the operation.
            catch (Exception problem)
#pragma warning restore CA1031
            {
                failure = problem;
            }

            return failure is null;
        }

        public override void Fail(Exception problem) => failure ??= problem;

        public override void Complete()
        {
            if (failure is null)
            {
                done.SetResult(result!);
            }
            else
            {
                done.SetException(failure);
            }
        }
    }
}

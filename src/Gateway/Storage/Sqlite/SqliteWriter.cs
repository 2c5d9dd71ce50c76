using System.Data.Common;
using System.Threading.Channels;
using Gateway.Canonical;

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
    private readonly StoreTrouble trouble;
    private readonly Task loop;

    public SqliteWriter(string connectionString, StoreTrouble trouble)
    {
        this.trouble = trouble;
        session = new SqliteSession(connectionString);
        session.Script("PRAGMA cache_size = -32768");
        loop = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Runs the operation in a transaction; the task ends when its result is on disk.</summary>
    /// <param name="gone">Whoever asked has left: an operation that was not begun by then is not run.</param>
    public async Task<T> Write<T>(Func<SqliteSession, T> operation, CancellationToken gone = default)
    {
        var waiter = new Operation<T>(operation, gone);
        await waiting.Writer.WriteAsync(waiter, gone);
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
        if (Try(group) is not { } problem)
        {
            return;
        }

        if (group.Count <= 1 || SqliteFailure.ConcernsAll(problem))
        {
            group.ForEach(operation => operation.Fail(problem));
            return;
        }

        // One of them failed, and nothing of any is on disk: each stands for itself now.
        Exception? forAll = null;
        foreach (var operation in group)
        {
            if ((forAll ?? Try([operation])) is { } own)
            {
                operation.Fail(own);
                forAll = SqliteFailure.ConcernsAll(own) ? own : null;
            }
        }
    }

    /// <returns>What went wrong; then nothing of the group is on disk.</returns>
    private Exception? Try(List<Operation> group)
    {
        var changes = session.TotalChanges;
        try
        {
            session.Execute("BEGIN IMMEDIATE");
            // Not before: it may have taken its time.
            group.RemoveAll(operation => operation.IsLeft());
            group.ForEach(operation => operation.Run(session));
            session.Execute("COMMIT");
        }
#pragma warning disable CA1031 // It is handed to whoever asked for the operation.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            RollBack();
            if (problem is StoreUnavailableException)
            {
                trouble.Failed(problem);
            }

            return problem;
        }

        // A transaction that changes nothing works on a full disk too.
        if (session.TotalChanges != changes)
        {
            trouble.Worked();
        }

        // Not inside: what is committed is never run again.
        group.ForEach(operation => operation.Succeed());
        return null;
    }

    private void RollBack()
    {
        try
        {
            session.Execute("ROLLBACK");
        }
        catch (DbException)
        {
            // SQLite has already rolled back by itself, as it does on a full disk or an I/O error.
        }
    }

    private abstract class Operation
    {
        /// <returns>Whether nobody waits for it any more; then it has ended.</returns>
        public abstract bool IsLeft();

        public abstract void Run(SqliteSession session);

        public abstract void Succeed();

        public abstract void Fail(Exception problem);
    }

    private sealed class Operation<T>(Func<SqliteSession, T> operation, CancellationToken gone) : Operation
    {
        private readonly TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? result;

        public Task<T> Task => done.Task;

        public override bool IsLeft() => gone.IsCancellationRequested && done.TrySetCanceled(gone);

        public override void Run(SqliteSession session) => result = operation(session);

        public override void Succeed() => done.SetResult(result!);

        public override void Fail(Exception problem) => done.SetException(problem);
    }
}

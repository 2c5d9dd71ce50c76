using System.Data.Common;
using System.Threading.Channels;
using Gateway.Canonical;
using Gateway.Tasks;
using Gateway.Telemetry;

namespace Gateway.Storage.Sqlite;

/// <summary>
/// The one writer. It commits all operations that wait as a group, because the cost of a durable commit is its flush
/// to disk and not its rows: it loads what all of them need, lets each decide in its order, and saves each sum once.
/// When a group can't be saved, each of its operations is tried by itself; so an operation may run more than once, though
/// it is committed once, and does nothing but read and write the store.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    private const int LargestGroup = 512;

    private readonly Channel<Operation> waiting =
        Channel.CreateBounded<Operation>(new BoundedChannelOptions(10_000) { SingleReader = true });

    private readonly SqliteSession session;
    private readonly TimeProvider time;
    private readonly TaskEvents events;
    private readonly StoreTrouble trouble;
    private readonly Meters meters;
    private readonly SqliteChanges changes = new();
    private readonly Task loop;
    private Facts facts = new();
    private long fileVersion = -1;

    public SqliteWriter(string connectionString, TimeProvider time, TaskEvents events, StoreTrouble trouble, Meters meters)
    {
        (this.time, this.events, this.trouble, this.meters) = (time, events, trouble, meters);
        session = new SqliteSession(connectionString);
        session.Script("PRAGMA cache_size = -32768");
        loop = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Runs the statements in a transaction; the task ends when their result is on disk.</summary>
    public Task<T> Write<T>(Func<SqliteSession, T> statements) => Write((session, _) => statements(session));

    /// <param name="statements">Also tells the facts what it has changed of them.</param>
    public async Task<T> Write<T>(Func<SqliteSession, Facts, T> statements)
    {
        var operation = new SqliteStatements<T>(statements);
        await waiting.Writer.WriteAsync(operation);
        return await operation.Task;
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
        var before = session.PagesWritten;
        var begun = time.GetTimestamp();
        IReadOnlyList<TaskEvent> happened;
        try
        {
            session.Execute("BEGIN IMMEDIATE");
            // Not before: it may have taken its time.
            group.RemoveAll(operation => operation.IsLeft());
            happened = Save(group);
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

        // A transaction that writes nothing works on a full disk too.
        if (session.PagesWritten != before)
        {
            trouble.Worked();
        }

        meters.Committed(time.GetElapsedTime(begun), group.Count);
        // Not inside: what is committed is never run again.
        facts.Saved();
        group.ForEach(operation => operation.Succeed());
        events.Publish(happened);
        return null;
    }

    private IReadOnlyList<TaskEvent> Save(List<Operation> group)
    {
        ForgetWhatOthersChanged();
        (facts.Now, facts.Timestamp) = (time.Now(), time.GetTimestamp());
        var needs = new Needs();
        foreach (var operation in group)
        {
            (operation as SqliteOperation)?.Write(session, facts);
            operation.Name(needs);
        }

        SqliteFacts.Load(session, needs, facts);
        group.ForEach(operation => operation.Decide(facts));
        return changes.Save(session, facts);
    }

    /// <summary>What is known of sums and counts holds as long as nobody else writes, as a person with a tool may.</summary>
    private void ForgetWhatOthersChanged()
    {
        var version = session.First("PRAGMA data_version", row => row.GetInt64(0));
        if (version != fileVersion)
        {
            Forget();
            fileVersion = version;
        }
    }

    private void Forget()
    {
        facts = new Facts();
        changes.Forget();
    }

    private void RollBack()
    {
        Forget();
        try
        {
            session.Execute("ROLLBACK");
        }
        catch (DbException)
        {
            // SQLite has already rolled back by itself, as it does on a full disk or an I/O error.
        }
    }
}

using Gateway.Tasks;

namespace Gateway.Storage.Sqlite;

/// <summary>Statements as an operation, for what is not decided about: operators' settings, leases, marks.</summary>
internal sealed class SqliteStatements<T>(Func<SqliteSession, Facts, T> write) : SqliteOperation
{
    private readonly TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T result = default!;

    public Task<T> Task => done.Task;

    public override void Write(SqliteSession session, Facts facts) => result = write(session, facts);

    public override void Succeed() => done.SetResult(result);

    public override void Fail(Exception problem) => done.SetException(problem);
}

using Gateway.Audit;
using Gateway.Callbacks;
using Gateway.Canonical;

namespace Gateway.Storage.Sqlite;

/// <summary>The queue of callbacks in the same file.</summary>
internal sealed class SqliteCallbackStore(SqliteWriter writer, SqliteReaders readers) : ICallbackStore
{
    private const string Free = "receiver = @receiver AND due_at <= @now AND COALESCE(leased_until, 0) <= @now";

    private static readonly string DueSql = CallbackColumns.DueAt("@now");

    public ValueTask<IReadOnlyList<DueReceiver>> Due(Instant now) => readers.Read<IReadOnlyList<DueReceiver>>(session =>
        session.All(DueSql, CallbackColumns.ReadDue, ("now", now.UnixMilliseconds)));

    public Task<IReadOnlyList<Callback>> Claim(IReadOnlyList<(string Receiver, int Most)> wanted, Instant now, Instant leaseUntil) =>
        writer.Write<IReadOnlyList<Callback>>(session =>
        [
            .. wanted.SelectMany(one => session.All(
                $"""
                UPDATE callbacks SET leased_until = @lease WHERE id IN (SELECT id FROM callbacks WHERE {Free} ORDER BY due_at, id LIMIT @most)
                RETURNING {CallbackColumns.All}
                """,
                CallbackColumns.Read,
                ("lease", leaseUntil.UnixMilliseconds), ("receiver", one.Receiver), ("now", now.UnixMilliseconds), ("most", one.Most))),
        ]);

    public Task<ReceiverState> Save(Callback tried, CallbackResult result) => writer.Write(session =>
    {
        var saved = session.Execute(
            """
            UPDATE callbacks SET status = @status, tries = tries + 1, due_at = @due, leased_until = NULL, ended_at = CASE WHEN @due IS NULL THEN @now END
            WHERE id = @id AND leased_until = @lease
            """,
            ("status", result.Status), ("due", result.DueAt?.UnixMilliseconds), ("now", result.Try.At.UnixMilliseconds), ("id", tried.Id), ("lease", tried.LeasedUntil?.UnixMilliseconds));
        if (saved > 0)
        {
            session.Execute(
                $"INSERT INTO callback_tries (callback_id, {CallbackColumns.Tries}) VALUES (@id, @at, @status, @problem, @took)",
                ("id", tried.Id), ("at", result.Try.At.UnixMilliseconds), ("status", result.Try.HttpStatus), ("problem", result.Try.Problem), ("took", result.Try.Milliseconds));
        }

        return result.Answers ? Answers(session, tried.Receiver, result.Try.At) : Fails(session, tried.Receiver, result.Try.At);
    });

    /// <summary>One process has the file: what is leased at its start was left behind.</summary>
    public Task TakeBack() => writer.Write(session =>
        session.Execute("UPDATE callbacks SET leased_until = NULL WHERE due_at IS NOT NULL AND leased_until IS NOT NULL"));

    public Task Drop(Callback outdated) => writer.Write(session => SqliteCallbacks.Drop(session, outdated.Id));

    public ValueTask<IReadOnlyList<CallbackDetails>> List(CallbackFilter filter) => readers.Read<IReadOnlyList<CallbackDetails>>(session =>
    {
        var search = new CallbackSearch(filter, SqliteParameters.Place);
        var found = session.All(search.Page(), CallbackColumns.ReadDetails, SqliteParameters.Of(search.Values));
        return [.. found.Select(callback => WithTries(session, callback))];
    });

    public ValueTask<CallbackDetails?> Find(string id) => readers.Read(session => session.First(
        $"SELECT {CallbackColumns.All}, {CallbackColumns.Details} FROM callbacks WHERE id = @id", CallbackColumns.ReadDetails, ("id", id)) is { } found
            ? WithTries(session, found)
            : null);

    public Task<bool> Replay(string id, Instant now, Func<Callback, AuditEntry> entry) => writer.Write(session =>
    {
        if (session.First($"SELECT {CallbackColumns.All} FROM callbacks WHERE id = @id", CallbackColumns.Read, ("id", id)) is not { } before)
        {
            return false;
        }

        session.Execute(
            "UPDATE callbacks SET status = @status, tries = 0, due_at = @now, ended_at = NULL WHERE id = @id",
            ("status", CallbackStatus.Pending), ("now", now.UnixMilliseconds), ("id", id));
        SqliteAudit.Save(session, entry(before));
        return true;
    });

    private static CallbackDetails WithTries(SqliteSession session, CallbackDetails found) => found with
    {
        Tries = session.All($"SELECT {CallbackColumns.Tries} FROM callback_tries WHERE callback_id = @id ORDER BY at", CallbackColumns.ReadTry, ("id", found.Callback.Id)),
    };

    private static ReceiverState Answers(SqliteSession session, string receiver, Instant now)
    {
        var wasPaused = session.All(
            "DELETE FROM callback_receivers WHERE receiver = @receiver RETURNING next_try_at IS NOT NULL", row => row.GetBoolean(0), ("receiver", receiver)) is [true];
        if (wasPaused)
        {
            session.Execute("UPDATE callbacks SET due_at = @now WHERE receiver = @receiver AND due_at > @now", ("now", now.UnixMilliseconds), ("receiver", receiver));
        }

        return new(null, 0, wasPaused);
    }

    private static ReceiverState Fails(SqliteSession session, string receiver, Instant now)
    {
        var pausedUntil = session.All(
            """
            INSERT INTO callback_receivers (receiver, failing_since, failures) VALUES (@receiver, @now, 1)
            ON CONFLICT (receiver) DO UPDATE SET failures = failures + 1, next_try_at = CASE WHEN failures + 1 >= @enough AND failing_since <= @long THEN @next END
            RETURNING next_try_at
            """,
            row => row.TimeIfAny(0),
            ("receiver", receiver), ("now", now.UnixMilliseconds), ("enough", ReceiverPause.Failures), ("long", (now - ReceiverPause.After).UnixMilliseconds),
            ("next", (now + ReceiverPause.Between).UnixMilliseconds))[0];
        var givenUp = pausedUntil is null ? 0 : session.Execute(
            "UPDATE callbacks SET status = @failed, due_at = NULL, ended_at = @now WHERE receiver = @receiver AND due_at < @overdue AND COALESCE(leased_until, 0) <= @now",
            ("failed", CallbackStatus.Failed), ("now", now.UnixMilliseconds), ("receiver", receiver), ("overdue", (now - ReceiverPause.Longest).UnixMilliseconds));
        return new(pausedUntil, givenUp, false);
    }
}

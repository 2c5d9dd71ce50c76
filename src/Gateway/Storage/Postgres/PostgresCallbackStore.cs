using Gateway.Audit;
using Gateway.Callbacks;
using Gateway.Canonical;

namespace Gateway.Storage.Postgres;

/// <summary>
/// The queue of callbacks in the same database, of all replicas. Whoever changes a receiver's row does so before any callback's,
/// so that no two wait for each other.
/// </summary>
internal sealed class PostgresCallbackStore(PostgresSource source) : ICallbackStore
{
    private static readonly string DueSql = CallbackColumns.DueAt("$1");

    private static readonly string ClaimSql =
        $"""
        UPDATE callbacks SET leased_until = $1 WHERE id IN (
            SELECT id FROM callbacks WHERE receiver = $2 AND due_at <= $3 AND COALESCE(leased_until, 0) <= $3 ORDER BY due_at, id LIMIT $4 FOR UPDATE SKIP LOCKED)
        RETURNING {CallbackColumns.All}
        """;

    /// <summary>When it was paused, all that waits for it comes forward.</summary>
    private const string AnswersSql =
        """
        WITH gone AS (DELETE FROM callback_receivers WHERE receiver = $1 RETURNING next_try_at),
        forward AS (UPDATE callbacks SET due_at = $2 WHERE receiver = $1 AND due_at > $2 AND id <> $3 AND EXISTS (SELECT 1 FROM gone WHERE next_try_at IS NOT NULL))
        SELECT next_try_at FROM gone WHERE next_try_at IS NOT NULL
        """;

    private const string FailsSql =
        """
        INSERT INTO callback_receivers AS here (receiver, failing_since, failures) VALUES ($1, $2, 1)
        ON CONFLICT (receiver) DO UPDATE SET failures = here.failures + 1, next_try_at = CASE WHEN here.failures + 1 >= $3 AND here.failing_since <= $4 THEN $5::bigint END
        RETURNING next_try_at
        """;

    private const string GiveUpSql =
        """
        WITH ended AS (
            UPDATE callbacks SET status = $1, due_at = NULL, ended_at = $2
            WHERE receiver = $3 AND due_at < $4 AND COALESCE(leased_until, 0) <= $2 AND EXISTS (SELECT 1 FROM callback_receivers WHERE receiver = $3 AND next_try_at IS NOT NULL)
            RETURNING 1)
        SELECT COUNT(*) FROM ended
        """;

    private static readonly string SaveSql =
        $"""
        WITH saved AS (
            UPDATE callbacks SET status = $1, tries = tries + 1, due_at = $2::bigint, leased_until = NULL, ended_at = CASE WHEN $2::bigint IS NULL THEN $3::bigint END
            WHERE id = $4 AND leased_until = $5 RETURNING id)
        INSERT INTO callback_tries (callback_id, {CallbackColumns.Tries}) SELECT id, $3, $6::bigint, $7::text, $8 FROM saved
        """;

    public async ValueTask<IReadOnlyList<DueReceiver>> Due(Instant now) => await source.All(DueSql, CallbackColumns.ReadDue, now.UnixMilliseconds);

    public async Task<IReadOnlyList<Callback>> Claim(IReadOnlyList<(string Receiver, int Most)> wanted, Instant now, Instant leaseUntil)
    {
        var claimed = new List<Callback>();
        var batch = new PostgresBatch();
        foreach (var (receiver, most) in wanted)
        {
            batch.Ask(ClaimSql, row => claimed.Add(CallbackColumns.Read(row)), leaseUntil.UnixMilliseconds, receiver, now.UnixMilliseconds, most);
        }

        await source.Run(batch);
        return claimed;
    }

    public async Task<ReceiverState> Save(Callback tried, CallbackResult result)
    {
        var now = result.Try.At;
        Instant? pausedUntil = null;
        var (givenUp, resumed) = (0, false);
        var batch = new PostgresBatch();
        if (result.Answers)
        {
            batch.Ask(AnswersSql, _ => resumed = true, tried.Receiver, now.UnixMilliseconds, tried.Id);
        }
        else
        {
            batch.Ask(
                FailsSql, row => pausedUntil = row.TimeIfAny(0), tried.Receiver, now.UnixMilliseconds, ReceiverPause.Failures,
                (now - ReceiverPause.After).UnixMilliseconds, (now + ReceiverPause.Between).UnixMilliseconds);
        }

        batch.Do(
            SaveSql, result.Status, result.DueAt?.UnixMilliseconds, now.UnixMilliseconds, tried.Id, tried.LeasedUntil?.UnixMilliseconds,
            result.Try.HttpStatus, result.Try.Problem, result.Try.Milliseconds);
        if (!result.Answers)
        {
            batch.Ask(
                GiveUpSql, row => givenUp = row.GetInt32(0), CallbackStatus.Failed, now.UnixMilliseconds, tried.Receiver, (now - ReceiverPause.Longest).UnixMilliseconds);
        }

        await source.Run(batch);
        return new(pausedUntil, givenUp, resumed);
    }

    /// <summary>What a dead replica had taken is free when its lease ends; another may still have it in hand.</summary>
    public Task TakeBack() => Task.CompletedTask;

    public Task Drop(Callback outdated)
    {
        var batch = new PostgresBatch();
        PostgresCallbacks.Drop(batch, [outdated.Id]);
        return source.Run(batch);
    }

    public async ValueTask<IReadOnlyList<CallbackDetails>> List(CallbackFilter filter)
    {
        var search = new CallbackSearch(filter, PostgresBatch.Place);
        return await WithTries(await source.All(search.Page(), CallbackColumns.ReadDetails, [.. search.Values]));
    }

    public async ValueTask<CallbackDetails?> Find(string id) => await WithTries(await source.All(
        $"SELECT {CallbackColumns.All}, {CallbackColumns.Details} FROM callbacks WHERE id = $1", CallbackColumns.ReadDetails, id)) is [var found] ? found : null;

    public Task<bool> Replay(string id, Instant now, Func<Callback, AuditEntry> entry) => source.Transact(async connection =>
    {
        Callback? before = null;
        var batch = new PostgresBatch();
        PostgresGate.LimitWaits(batch);
        batch.Ask($"SELECT {CallbackColumns.All} FROM callbacks WHERE id = $1 FOR UPDATE", row => before = CallbackColumns.Read(row), id);
        await batch.Run(connection);
        if (before is null)
        {
            return false;
        }

        batch = new PostgresBatch();
        batch.Do("UPDATE callbacks SET status = $1, tries = 0, due_at = $2, ended_at = NULL WHERE id = $3", CallbackStatus.Pending, now.UnixMilliseconds, id);
        PostgresAudit.Save(batch, entry(before));
        await batch.Run(connection);
        return true;
    });

    private async Task<IReadOnlyList<CallbackDetails>> WithTries(List<CallbackDetails> found)
    {
        string[] ids = [.. found.Select(details => details.Callback.Id)];
        var tries = (await source.All(
            $"SELECT {CallbackColumns.Tries}, callback_id FROM callback_tries WHERE callback_id = ANY($1) ORDER BY at",
            row => (Id: row.GetString(4), Try: CallbackColumns.ReadTry(row)),
            [ids])).ToLookup(row => row.Id, row => row.Try);
        return [.. found.Select(details => details with { Tries = [.. tries[details.Callback.Id]] })];
    }
}

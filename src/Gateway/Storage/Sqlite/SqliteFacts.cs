using Gateway.Canonical;
using Gateway.Tasks;

namespace Gateway.Storage.Sqlite;

/// <summary>Loads what a group of wishes needs. The write lock is held, so nothing of it changes before the commit.</summary>
internal static class SqliteFacts
{
    public static void Load(SqliteSession session, Needs needs, Facts facts)
    {
        foreach (var id in needs.Tasks.Where(id => !facts.KnowsTask(id)))
        {
            facts.Learn(id, session.First($"SELECT {TaskColumns.All} FROM tasks WHERE id = @id", TaskColumns.Read, ("id", id)));
        }

        foreach (var id in needs.Attempts)
        {
            LoadAttempt(session, id, facts);
        }

        foreach (var (keyId, key) in needs.Claims)
        {
            facts.Learn(keyId, key, Claim(session, keyId, key));
        }

        foreach (var (job, since) in needs.Jobs)
        {
            facts.Learn(job, Owners(session, job, since));
        }

        LoadSums(session, needs, facts);
    }

    public static EarlierClaim? Claim(SqliteSession session, string keyId, string key) => session.First(
        "SELECT task_id, fingerprint, expires_at FROM idempotency_keys WHERE key_id = @key_id AND key = @key",
        row => new EarlierClaim(row.GetString(0), row.GetString(1), row.Time(2)),
        ("key_id", keyId), ("key", key));

    /// <summary>What stays known from one group to the next.</summary>
    private static void LoadSums(SqliteSession session, Needs needs, Facts facts)
    {
        foreach (var account in needs.Accounts.Where(account => !facts.Accounts.Knows(account)))
        {
            var (rate, live) = SqliteAccounts.Read(session, account);
            facts.Accounts.Learn(account, rate, live);
        }

        foreach (var (account, firstDay) in needs.Budgets.Where(budget => !facts.Accounts.Knows(budget.Account, budget.FirstDay)))
        {
            var (reserved, charged) = SqliteAccounts.Spent(session, account, firstDay);
            facts.Accounts.Learn(account, firstDay, reserved, charged);
        }

        foreach (var key in needs.PoolKeys.Where(key => !facts.Pool.Knows(key)))
        {
            facts.Pool.Learn(key, session.First(
                "SELECT in_flight, rate_full_at, disabled IS NOT NULL FROM pool_keys WHERE upstream = @upstream AND pool_key = @key",
                row => new PoolUse(row.GetInt64(0), row.BucketTimeIfAny(1), row.GetBoolean(2)),
                ("upstream", key.Upstream), ("key", key.PoolKey)));
        }

        foreach (var place in needs.Queues.Where(place => !facts.Queues.Knows(place)))
        {
            facts.Queues.Learn(place, SqliteQueue.Read(session, place));
        }
    }

    private static void LoadAttempt(SqliteSession session, string taskId, Facts facts)
    {
        var (attempt, isOpen) = session.First(
            "SELECT id, task_id, number, upstream, pool_key, opened_at, outcome IS NULL FROM attempts WHERE task_id = @task ORDER BY number DESC LIMIT 1",
            row => (Attempt(row), row.GetBoolean(6)),
            ("task", taskId));
        facts.Learn(taskId, attempt, isOpen);
    }

    public static AttemptRecord Attempt(IRow row) => new(
        row.GetString(0), row.GetString(1), row.GetInt32(2), row.GetString(3), row.GetString(4), row.Time(5));

    // No index: it would be paid for by every create, and this is asked by hand, now and then.
    private static List<string> Owners(SqliteSession session, JobId job, Instant since) => session.All(
        "SELECT id FROM tasks WHERE id >= @first AND upstream = @upstream AND @job IN (upstream_task_id, upstream_alias_id)",
        row => row.GetString(0),
        ("first", IdSource.TaskIdAt(since)), ("upstream", job.Upstream), ("job", job.UpstreamTaskId));
}

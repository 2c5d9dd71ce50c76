using Gateway.Canonical;
using Gateway.Quotas;
using Gateway.Routing;
using Gateway.Tasks;

namespace Gateway.Storage.Postgres;

/// <summary>Loads what a group of wishes needs, in one round trip. The gate is held, so nothing of it changes before the commit.</summary>
internal static class PostgresFacts
{
    public const string Claim = "SELECT task_id, fingerprint, expires_at, key_id, key FROM idempotency_keys";

    /// <summary>Whether the group can be decided about without asking, from the tasks as its members have seen them.</summary>
    public static bool AreSeen(Needs needs) =>
        needs is { Attempts.Count: 0, Claims.Count: 0, Accounts.Count: 0, Budgets.Count: 0, PoolKeys.Count: 0, Queues.Count: 0, Jobs.Count: 0 }
        && needs.Tasks.All(needs.Seen.ContainsKey);

    public static void TakeSeen(Needs needs, Facts facts)
    {
        foreach (var (id, task) in needs.Seen)
        {
            facts.Learn(id, task);
        }
    }

    public static void Load(PostgresBatch batch, Needs needs, Facts facts)
    {
        LoadTasks(batch, needs, facts);
        LoadClaims(batch, needs, facts);
        LoadJobs(batch, needs, facts);
        LoadAccounts(batch, needs, facts);
        LoadPoolKeys(batch, needs, facts);
        LoadQueues(batch, needs, facts);
    }

    public static EarlierClaim ReadClaim(IRow row) => new(row.GetString(0), row.GetString(1), row.Time(2));

    public static AttemptRecord ReadAttempt(IRow row) => new(
        row.GetString(0), row.GetString(1), row.GetInt32(2), row.GetString(3), row.GetString(4), row.Time(5));

    private static void LoadTasks(PostgresBatch batch, Needs needs, Facts facts)
    {
        if (needs.Tasks.Count > 0)
        {
            foreach (var id in needs.Tasks)
            {
                facts.Learn(id, null);
            }

            batch.Ask($"SELECT {TaskColumns.All} FROM tasks WHERE id = ANY($1)", row => Learn(TaskColumns.Read(row)), [needs.Tasks.ToArray()]);
        }

        if (needs.Attempts.Count > 0)
        {
            foreach (var id in needs.Attempts)
            {
                facts.Learn(id, null, false);
            }

            batch.Ask(
                """
                SELECT DISTINCT ON (task_id) id, task_id, number, upstream, pool_key, opened_at, outcome IS NULL
                FROM attempts WHERE task_id = ANY($1) ORDER BY task_id, number DESC
                """,
                row => facts.Learn(row.GetString(1), ReadAttempt(row), row.GetBoolean(6)),
                [needs.Attempts.ToArray()]);
        }

        void Learn(TaskRecord task) => facts.Learn(task.Id, task);
    }

    private static void LoadClaims(PostgresBatch batch, Needs needs, Facts facts)
    {
        if (needs.Claims.Count == 0)
        {
            return;
        }

        var rows = new PostgresRows(2);
        foreach (var (keyId, key) in needs.Claims)
        {
            facts.Learn(keyId, key, null);
            rows.Add(keyId);
            rows.Add(key);
        }

        batch.Ask($"{Claim} WHERE (key_id, key) IN (SELECT * FROM {rows.Unnest()})", row => facts.Learn(row.GetString(3), row.GetString(4), ReadClaim(row)), rows);
    }

    // No index: it would be paid for by every create, and this is asked by hand, now and then.
    private static void LoadJobs(PostgresBatch batch, Needs needs, Facts facts)
    {
        foreach (var (job, since) in needs.Jobs)
        {
            var owners = new List<string>();
            facts.Learn(job, owners);
            batch.Ask(
                "SELECT id FROM tasks WHERE id >= $1 AND upstream = $2 AND $3 IN (upstream_task_id, upstream_alias_id)",
                row =>
                {
                    owners.Add(row.GetString(0));
                    facts.Learn(job, owners);
                },
                IdSource.TaskIdAt(since), job.Upstream, job.UpstreamTaskId);
        }
    }

    private static void LoadAccounts(PostgresBatch batch, Needs needs, Facts facts)
    {
        if (needs.Accounts.Count > 0)
        {
            var rows = new PostgresRows(2);
            foreach (var account in needs.Accounts)
            {
                facts.Accounts.Learn(account, null, 0);
                Write(account, rows);
            }

            batch.Ask(
                $"SELECT account, id, rate_full_at, live FROM accounts WHERE (account, id) IN (SELECT * FROM {rows.Unnest()})",
                row => facts.Accounts.Learn(ReadAccount(row), row.BucketTimeIfAny(2), row.GetInt32(3)),
                rows);
        }

        if (needs.Budgets.Count > 0)
        {
            var rows = new PostgresRows(3);
            foreach (var (account, firstDay) in needs.Budgets)
            {
                Write(account, rows);
                rows.Add(firstDay);
            }

            batch.Ask(
                $"""
                SELECT asked.account, asked.id, asked.day, COALESCE(SUM(reserved), 0)::bigint, COALESCE(SUM(charged), 0)::bigint
                FROM {rows.Unnest()} AS asked (account, id, day)
                LEFT JOIN spending ON spending.account = asked.account AND spending.id = asked.id AND spending.day >= asked.day
                GROUP BY asked.account, asked.id, asked.day
                """,
                row => facts.Accounts.Learn(ReadAccount(row), row.GetInt64(2), row.Credits(3), row.Credits(4)),
                rows);
        }
    }

    private static void LoadPoolKeys(PostgresBatch batch, Needs needs, Facts facts)
    {
        if (needs.PoolKeys.Count == 0)
        {
            return;
        }

        var rows = new PostgresRows(2);
        foreach (var key in needs.PoolKeys)
        {
            facts.Pool.Learn(key, default);
            rows.Add(key.Upstream);
            rows.Add(key.PoolKey);
        }

        batch.Ask(
            $"SELECT upstream, pool_key, in_flight, rate_full_at, disabled IS NOT NULL FROM pool_keys WHERE (upstream, pool_key) IN (SELECT * FROM {rows.Unnest()})",
            row => facts.Pool.Learn(
                new PoolKeyId(row.GetString(0), row.GetString(1)), new PoolUse(row.GetInt64(2), row.BucketTimeIfAny(3), row.GetBoolean(4))),
            rows);
    }

    private static void LoadQueues(PostgresBatch batch, Needs needs, Facts facts)
    {
        if (needs.Queues.Count == 0)
        {
            return;
        }

        var rows = new PostgresRows(3);
        foreach (var place in needs.Queues)
        {
            rows.Add(place.Team);
            rows.Add(place.Routes);
            rows.Add(place.Model);
        }

        batch.Ask(
            $"""
            SELECT asked.team, asked.routes, asked.model, everyone.waiting,
                (SELECT COUNT(*) FROM tasks WHERE waits = 1 AND tasks.team = asked.team),
                (SELECT COUNT(*) FROM tasks WHERE waits = 1 AND tasks.routes = asked.routes AND tasks.model = asked.model),
                COALESCE((SELECT MAX(turn) FROM tasks WHERE waits = 1 AND tasks.routes = asked.routes AND tasks.team = asked.team), 0),
                COALESCE((SELECT served FROM turns WHERE turns.routes = asked.routes), 0)
            FROM (SELECT COUNT(*) AS waiting FROM tasks WHERE waits = 1) AS everyone, {rows.Unnest()} AS asked (team, routes, model)
            """,
            row => facts.Queues.Learn(
                new QueuePlace(row.GetString(1), row.GetString(2), row.GetString(0)),
                new QueueState(row.GetInt32(3), row.GetInt32(4), row.GetInt32(5), row.GetInt64(6), row.GetInt64(7))),
            rows);
    }

    private static void Write(AccountId account, PostgresRows rows)
    {
        rows.Add(account.Kind.Word());
        rows.Add(account.Id);
    }

    private static AccountId ReadAccount(IRow row) => new(AccountNames.Parse(row.GetString(0)), row.GetString(1));
}

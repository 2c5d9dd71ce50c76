namespace Gateway.Storage.Postgres;

/// <summary>
/// Whoever decides about tasks holds it until the commit. It is a lock of the transaction, so it ends with that, whatever
/// becomes of the process, and behind a pooler as well. A process that stands still inside is put out, by the server or by the others.
/// </summary>
internal static class PostgresGate
{
    /// <summary>"gateway" in ASCII.</summary>
    public const long Key = 0x67617465776179;

    /// <summary>
    /// How long to wait for it, and how long somebody inside may stand still. And rows are found by their keys: a plan that was made
    /// while the tables were small would read them whole, and be kept while they grow, until PostgreSQL counts their rows again.
    /// So a plan is made once for each statement and not for its values. These hold for the transaction alone: a pooler's next
    /// client does not meet them.
    /// </summary>
    private const string Settings =
        """
        SELECT set_config('lock_timeout', '10s', true), set_config('idle_in_transaction_session_timeout', '5s', true),
            set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true),
            set_config('jit', 'off', true), set_config('plan_cache_mode', 'force_generic_plan', true)
        """;

    /// <summary>
    /// Ends the session that holds it while the server waits for that session's client in the middle of a batch. For the
    /// server such a session is at work and not idle, so without this a replica whose machine has lost its network or its
    /// power would keep all others out for as long as TCP waits for it.
    /// </summary>
    private const string PutOutStatement =
        """
        SELECT COUNT(pg_terminate_backend(pid)) FROM pg_locks JOIN pg_stat_activity USING (pid)
        WHERE locktype = 'advisory' AND granted AND objsubid = 1 AND ((classid::bigint << 32) | objid::bigint) = $1
            AND pg_locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())
            AND wait_event_type = 'Client' AND state_change < clock_timestamp() - INTERVAL '5 seconds'
        """;

    /// <summary>The transaction's first statements. What is read after them is as the last one inside has left it.</summary>
    public static void Enter(PostgresBatch batch)
    {
        batch.Do("BEGIN ISOLATION LEVEL READ COMMITTED");
        LimitWaits(batch);
        batch.Ask("SELECT 0 FROM (SELECT pg_advisory_xact_lock($1)) AS held", _ => { }, Key);
    }

    /// <summary>Nobody waits for long in this transaction, and nobody for long for it.</summary>
    public static void LimitWaits(PostgresBatch batch) => batch.Ask(Settings, _ => { });

    /// <summary>Called by whoever has waited for it in vain.</summary>
    /// <returns>Whether somebody was put out: then it is worth another try.</returns>
    public static async Task<bool> PutOut(PostgresSource source) => await source.First(PutOutStatement, row => row.GetInt64(0), Key) > 0;

    public static void Leave(PostgresBatch batch) => batch.Do("COMMIT");
}

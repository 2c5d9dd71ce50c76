namespace Gateway.Storage.Postgres;

/// <summary>
/// Whoever decides about tasks holds it until the commit. It is a lock of the transaction, so it ends with that, whatever
/// becomes of the process, and behind a pooler as well. A process that stands still inside is put out by the server.
/// </summary>
internal static class PostgresGate
{
    /// <summary>"gateway" in ASCII.</summary>
    public const long Key = 0x67617465776179;

    private const string LongestWait = "10s";
    private const string LongestStandstill = "5s";

    /// <summary>The transaction's first statements. What is read after them is as the last one inside has left it.</summary>
    public static void Enter(PostgresBatch batch)
    {
        batch.Do("BEGIN ISOLATION LEVEL READ COMMITTED");
        LimitWaits(batch);
        batch.Ask("SELECT 0 FROM (SELECT pg_advisory_xact_lock($1)) AS held", _ => { }, Key);
    }

    /// <summary>Nobody waits for long in this transaction, and nobody for long for it.</summary>
    public static void LimitWaits(PostgresBatch batch)
    {
        batch.Do($"SET LOCAL lock_timeout = '{LongestWait}'");
        batch.Do($"SET LOCAL idle_in_transaction_session_timeout = '{LongestStandstill}'");
    }

    public static void Leave(PostgresBatch batch) => batch.Do("COMMIT");
}

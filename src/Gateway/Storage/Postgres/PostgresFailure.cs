using System.Data.Common;
using Gateway.Canonical;
using Npgsql;

namespace Gateway.Storage.Postgres;

/// <summary>What PostgreSQL's refusals mean for whoever asked.</summary>
internal static class PostgresFailure
{
    /// <summary>Of <c>expect_rows</c>: a task was changed by somebody else since it was read.</summary>
    public const string Stale = "GW001";

    /// <summary>
    /// Classes 08 (connection), 53 (resources, a full disk among them), 57 (shut down, not yet up, cancelled), 58 (I/O) and XX
    /// (damage); no login, or a database that takes no connections; read-only, as a replica of the server's own is; and a wait
    /// for a lock or an idle transaction that was ended.
    /// </summary>
    private static readonly string[] OfTheWholeStore = ["08", "53", "57", "58", "XX", "28", "3D", "25006", "25P03", "55000", "55P03"];

    /// <summary>Whether the same transaction may succeed when it is tried again from its beginning; one that waited for the gate, when it is free.</summary>
    public static bool MayRepeat(Exception problem) =>
        problem is PostgresException { SqlState: Stale or PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure };

    /// <summary>Whether nothing else would fare better now.</summary>
    public static bool ConcernsAll(Exception problem) => problem switch
    {
        StoreUnavailableException => true,
        PostgresException refusal => Array.Exists(OfTheWholeStore, prefix => refusal.SqlState.StartsWith(prefix, StringComparison.Ordinal)),
        // The connection broke, or nobody answered in time.
        NpgsqlException or IOException or TimeoutException => true,
        _ => false,
    };

    /// <summary>Whether nobody has said what became of a transaction whose commit was asked for.</summary>
    public static bool LeavesItOpen(Exception problem) => problem is PostgresException refusal
        // Its last word before it closes the connection may come after it has committed.
        ? refusal.InvariantSeverity is "FATAL" or "PANIC"
        : ConcernsAll(problem);

    public static DbException AsUnavailable(Exception problem) =>
        problem as StoreUnavailableException ?? new StoreUnavailableException($"PostgreSQL: {problem.Message}", 0);
}

using Gateway.Crash.Store;
using Gateway.Crash.World;
using Gateway.Storage.Postgres;

namespace Gateway.Crash.Checks;

/// <summary>
/// An open attempt belongs to the replica that opened it. Others give it up when that replica's lease has expired: never
/// while it lives, and not because one of them has just started.
/// </summary>
internal static class LeaseCheck
{
    // Times are taken in two processes, and what was asked before is written after.
    private const long Slack = 500;

    /// <summary>Between finding a lease expired and writing down what follows.</summary>
    private const long Writing = 3000;

    private static readonly long Term = (long)ReplicaTerms.Usual.Term.TotalMilliseconds;

    /// <summary>After its last sign of life a replica may have lived for that long.</summary>
    private static readonly long Heartbeat = (long)ReplicaTerms.Usual.Heartbeat.TotalMilliseconds;

    private static long Shortest => Term - Heartbeat - Slack;

    public static void Check(StoreSnapshot store, Func<string, Life?> lifeOf, TroubleTimes outages, Findings findings)
    {
        foreach (var attempt in store.Attempts.Where(attempt => attempt is { Detail: AttemptRow.NeverRecorded, Replica: not null, ClosedAt: not null }))
        {
            var life = lifeOf(attempt.Replica!);
            findings.Require(
                life is not null && (WasDead(life, attempt.ClosedAt!.Value, outages) || StoodStill(life, attempt.ClosedAt.Value)),
                ViolationKinds.Lease,
                $"{attempt} was given up at {attempt.ClosedAt}; its replica was killed at {life?.KilledAt}, and stood still {string.Join(", ", life?.Pauses.All ?? [])}");
        }
    }

    /// <summary>An outage before its end may have kept it from its signs of life.</summary>
    private static bool WasDead(Life life, long at, TroubleTimes outages) => life.KilledAt is { } killed
        && at >= killed - Slack
        && (at >= killed + Shortest || outages.Touches(killed - Term, killed));

    private static bool StoodStill(Life life, long at) => life.Pauses.All.Any(pause => at >= pause.From + Shortest && (pause.To == long.MaxValue || at <= pause.To + Writing));
}

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

    public static void Check(StoreSnapshot store, Func<string, Life?> lifeOf, TroubleTimes outages, ReplicaTerms terms, Findings findings)
    {
        var term = (long)terms.Term.TotalMilliseconds;
        // A replica may have died right before its next sign of life.
        var shortest = term - (long)terms.Heartbeat.TotalMilliseconds - Slack;
        foreach (var attempt in store.Attempts.Where(attempt => attempt is { Detail: AttemptRow.NeverRecorded, Replica: not null, ClosedAt: not null }))
        {
            var life = lifeOf(attempt.Replica!);
            findings.Require(
                life is not null && (WasDead(life, attempt.ClosedAt!.Value) || StoodStill(life, attempt.ClosedAt.Value)),
                ViolationKinds.Lease,
                $"{attempt} was given up at {attempt.ClosedAt}; its replica was killed at {life?.KilledAt}, and stood still {string.Join(", ", life?.Pauses.All ?? [])}");
        }

        // An outage before its end may have kept it from its signs of life.
        bool WasDead(Life life, long at) => life.KilledAt is { } killed
            && at >= killed - Slack
            && (at >= killed + shortest || outages.Touches(killed - term, killed));

        bool StoodStill(Life life, long at) => life.Pauses.All.Any(pause => at >= pause.From + shortest && (pause.To == long.MaxValue || at <= pause.To + Writing));
    }
}

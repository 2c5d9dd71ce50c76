using Gateway.Crash.Store;
using Gateway.Crash.World;

namespace Gateway.Crash.Checks;

/// <summary>
/// Only a kill in the middle of a send is a reason not to know how it ended. A store that is away is none: as long as the
/// gateway lives it remembers the outcome, and writes it down when that is possible again.
/// </summary>
internal static class OutcomeCheck
{
    /// <summary>Within which an outcome that is known is on disk, when the store is there.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>Several gateways and their database on one small machine take their time, most of all while some of them start.</summary>
    public static readonly TimeSpan PatienceWithMany = TimeSpan.FromSeconds(20);

    /// <param name="silencesOf">When whoever opened an attempt was killed.</param>
    /// <param name="away">When the store could not be had, in order.</param>
    public static void Check(StoreSnapshot store, Func<AttemptRow, Kills> silencesOf, IReadOnlyList<(long From, long To)> away, TimeSpan patience, Findings findings)
    {
        foreach (var attempt in store.Attempts.Where(attempt => attempt.Detail == AttemptRow.NeverRecorded))
        {
            var kill = silencesOf(attempt).FirstAfter(attempt.OpenedAt);
            findings.Require(
                kill <= Latest(attempt.OpenedAt, away, patience),
                ViolationKinds.OutcomeLost,
                $"{attempt}, opened at {attempt.OpenedAt}, and the gateway lived until {kill}");
        }
    }

    /// <summary>When the outcome has to be on disk.</summary>
    private static long Latest(long openedAt, IReadOnlyList<(long From, long To)> away, TimeSpan patience)
    {
        var latest = openedAt + (long)(GatewaySettings.LongestAnswer + patience).TotalMilliseconds;
        foreach (var (from, to) in away.Where(episode => episode.To > openedAt))
        {
            latest = from > latest ? latest : Math.Max(latest, to + (long)patience.TotalMilliseconds);
        }

        return latest;
    }
}

using Gateway.Crash.Store;
using Gateway.Crash.World;

namespace Gateway.Crash.Checks;

/// <summary>
/// Only a kill in the middle of a send is a reason not to know how it ended. A full disk is none: as long as the gateway
/// lives it remembers the outcome, and writes it down when there is room again.
/// </summary>
internal static class OutcomeCheck
{
    /// <summary>Within which an outcome that is known is on disk, when there is room.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <param name="fullDisks">When the disk was full, in order.</param>
    public static void Check(StoreSnapshot store, Kills kills, IReadOnlyList<(long From, long To)> fullDisks, Findings findings)
    {
        foreach (var attempt in store.Attempts.Where(attempt => attempt.Detail == AttemptRow.NeverRecorded))
        {
            var kill = kills.FirstAfter(attempt.OpenedAt);
            findings.Require(
                kill <= Latest(attempt.OpenedAt, fullDisks),
                ViolationKinds.OutcomeLost,
                $"{attempt}, opened at {attempt.OpenedAt}, and the gateway lived until {kill}");
        }
    }

    /// <summary>When the outcome has to be on disk.</summary>
    private static long Latest(long openedAt, IReadOnlyList<(long From, long To)> fullDisks)
    {
        var latest = openedAt + (long)(GatewaySettings.LongestAnswer + Patience).TotalMilliseconds;
        foreach (var (from, to) in fullDisks.Where(episode => episode.To > openedAt))
        {
            latest = from > latest ? latest : Math.Max(latest, to + (long)Patience.TotalMilliseconds);
        }

        return latest;
    }
}

using Gateway.Crash.Store;
using Gateway.Crash.World;

namespace Gateway.Crash.Checks;

/// <summary>Only a kill is a reason not to know how a send ended: a full disk is waited for.</summary>
internal static class OutcomeCheck
{
    public static void Check(StoreSnapshot store, Kills kills, Findings findings)
    {
        foreach (var attempt in store.Attempts.Where(attempt => attempt.Detail == AttemptRow.NeverRecorded))
        {
            findings.Require(kills.AnyWithin(attempt.OpenedAt, attempt.ClosedAt ?? attempt.OpenedAt), ViolationKinds.OutcomeLost, $"{attempt}");
        }
    }
}

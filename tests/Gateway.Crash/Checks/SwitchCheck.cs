using Gateway.Crash.Operators;
using Gateway.Crash.Store;

namespace Gateway.Crash.Checks;

/// <summary>While a pool key is disabled no attempt begins with it.</summary>
internal static class SwitchCheck
{
    public static void Check(StoreSnapshot store, SwitchLog switches, Findings findings)
    {
        foreach (var off in switches.All)
        {
            var wrong = store.Attempts.FirstOrDefault(attempt =>
                (attempt.Upstream, attempt.PoolKey) == (off.Key.Upstream, off.Key.Id) && attempt.OpenedAt > off.From && attempt.OpenedAt < off.To);
            findings.Require(wrong is null, ViolationKinds.Operator, $"{wrong} was opened at {wrong?.OpenedAt}, with {off}");
        }
    }
}

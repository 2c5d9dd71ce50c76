using Gateway.Crash.Store;
using Gateway.Crash.World;

namespace Gateway.Crash.Checks;

/// <summary>What has to hold at every moment: places, concurrency, and the sums beside the ledger.</summary>
internal static class SampleCheck
{
    public static void Check(Sample sample, Cast cast, Findings findings)
    {
        foreach (var slot in sample.Slots)
        {
            var most = cast.PoolKeys.First(key => (key.Upstream, key.Id) == (slot.Upstream, slot.PoolKey)).MaxInFlight;
            findings.Require(slot.InFlight == slot.Tasks && slot.Tasks <= most, ViolationKinds.Slot, $"{slot}, at most {most}");
        }

        foreach (var use in sample.LiveTasks)
        {
            findings.Require(use.Tasks == use.Counted, ViolationKinds.Limit, $"live tasks are miscounted: {use}");
        }

        foreach (var account in cast.Accounts)
        {
            // What runs goes on when a limit is lowered: against the one that counted, the ledger is held at the end.
            var live = sample.LiveTasks.FirstOrDefault(use => use.Account == account.Id)?.Tasks ?? 0;
            var most = account.Limits.Most(limits => limits.ConcurrentTasks);
            findings.Require(most is null || live <= most, ViolationKinds.Limit, $"{account.Id} has {live} of {most} tasks");
        }

        Compare(sample.LedgerSums, sample.Spending, findings);
    }

    public static void Compare(IEnumerable<SpendingRow> ledger, IEnumerable<SpendingRow> spending, Findings findings)
    {
        var expected = ledger.ToHashSet();
        expected.SymmetricExceptWith(spending);
        findings.Require(expected.Count == 0, ViolationKinds.Ledger, $"the sums differ from the ledger: {string.Join(", ", expected)}");
    }
}

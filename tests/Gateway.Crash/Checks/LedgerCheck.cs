using Gateway.Crash.Operators;
using Gateway.Crash.Store;

namespace Gateway.Crash.Checks;

/// <summary>The ledger against the tasks.</summary>
internal static class LedgerCheck
{
    public static void Check(StoreSnapshot store, Verdicts verdicts, Findings findings)
    {
        var lines = store.Ledger.ToLookup(line => line.TaskId);
        var attempts = store.Attempts.ToLookup(attempt => attempt.TaskId);
        foreach (var task in store.Tasks)
        {
            CheckTask(task, [.. lines[task.Id]], attempts[task.Id].LastOrDefault(), verdicts, findings);
        }

        var known = store.Tasks.Select(task => task.Id).ToHashSet();
        foreach (var line in store.Ledger.Where(line => !known.Contains(line.TaskId)))
        {
            findings.Add(ViolationKinds.Ledger, $"{line} is of no task");
        }
    }

    private static void CheckTask(TaskRow task, IReadOnlyList<LedgerRow> lines, AttemptRow? last, Verdicts verdicts, Findings findings)
    {
        var reserved = task.Money == "reserved" ? task.Price : 0;
        var charged = task.Money == "charged" ? task.Price : 0;
        findings.Require(
            MayHaveMoney(task, last, verdicts)
                && lines.Sum(line => line.Reserved) == reserved
                && lines.Sum(line => line.Charged) == charged
                && lines.Count(line => line.Kind == "reserve") == 1
                && lines.All(line => line.KeyId == task.KeyId && line.Team == task.Team),
            ViolationKinds.Ledger,
            $"{task}, price {task.Price}, has {string.Join(", ", lines)}");
    }

    private static bool MayHaveMoney(TaskRow task, AttemptRow? last, Verdicts verdicts) => task switch
    {
        { State: "completed" } => task.Money == "charged",
        // Nobody knows whether the upstream bills it, until an operator or a late answer says that there is no job, or which it is.
        { ErrorCode: "upstream_outcome_unknown", Money: "refunded" } =>
            task.UpstreamTaskId is not null || last?.MayHaveJob == false || verdicts.MayHave(task.Id, jobId: null),
        { ErrorCode: "upstream_outcome_unknown" } => task.Money == "reserved",
        { State: "failed" } => task.Money == "refunded",
        _ => task.Money == "reserved",
    };
}

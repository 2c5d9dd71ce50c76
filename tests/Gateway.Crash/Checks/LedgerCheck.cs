using Gateway.Crash.Clients;
using Gateway.Crash.Store;
using Gateway.Crash.World;

namespace Gateway.Crash.Checks;

/// <summary>The ledger against the tasks, and every budget at every moment that the ledger remembers.</summary>
internal static class LedgerCheck
{
    public static void Check(StoreSnapshot store, Cast cast, Story story, Findings findings)
    {
        var lines = store.Ledger.ToLookup(line => line.TaskId);
        foreach (var task in store.Tasks)
        {
            CheckTask(task, [.. lines[task.Id]], findings);
        }

        var known = store.Tasks.Select(task => task.Id).ToHashSet();
        foreach (var line in store.Ledger.Where(line => !known.Contains(line.TaskId)))
        {
            findings.Add(ViolationKinds.Ledger, $"{line} is of no task");
        }

        foreach (var client in cast.Clients)
        {
            CheckBudget(client.Key, [.. store.Ledger.Where(line => line.KeyId == client.Key.Id)], story, findings);
        }

        foreach (var team in cast.Teams)
        {
            CheckBudget(team, [.. store.Ledger.Where(line => line.Team == team.Id)], story, findings);
        }
    }

    private static void CheckTask(TaskRow task, IReadOnlyList<LedgerRow> lines, Findings findings)
    {
        var reserved = task.Money == "reserved" ? task.Price : 0;
        var charged = task.Money == "charged" ? task.Price : 0;
        var money = task switch
        {
            { State: "completed" } => "charged",
            // Nobody knows whether the upstream bills it.
            { ErrorCode: "upstream_outcome_unknown" } => "reserved",
            { State: "failed" } => "refunded",
            _ => "reserved",
        };
        findings.Require(
            task.Money == money
                && lines.Sum(line => line.Reserved) == reserved
                && lines.Sum(line => line.Charged) == charged
                && lines.Count(line => line.Kind == "reserve") == 1
                && lines.All(line => line.KeyId == task.KeyId && line.Team == task.Team),
            ViolationKinds.Ledger,
            $"{task}, price {task.Price}, has {string.Join(", ", lines)}");
    }

    /// <summary>Walks the ledger: after no reservation may more be taken than there is. A late correction may, because the job was paid for.</summary>
    private static void CheckBudget(Account account, IReadOnlyList<LedgerRow> lines, Story story, Findings findings)
    {
        if (account.BudgetMicros is not { } budget)
        {
            return;
        }

        long spent = 0;
        foreach (var line in lines)
        {
            spent += line.Reserved + line.Charged;
            findings.Require(line.Kind != "reserve" || spent <= budget, ViolationKinds.Limit, $"{account.Id} has {spent} of {budget} after {line}");
        }

        var corrected = lines.Where(line => line.Kind == "correct").Sum(line => line.Charged) / 1_000_000m;
        findings.Require(
            story.Overdrawn.GetValueOrDefault(account.Id) <= corrected,
            ViolationKinds.Limit,
            $"{account.Id} was seen {story.Overdrawn.GetValueOrDefault(account.Id)} credits over its budget, with {corrected} corrected");
    }
}

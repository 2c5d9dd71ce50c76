using Gateway.Crash.Store;

namespace Gateway.Crash.Checks;

/// <summary>Every change that somebody can see is one event, in the order in which it happened.</summary>
internal static class EventCheck
{
    public static void Check(StoreSnapshot store, Findings findings)
    {
        var events = store.Events.ToLookup(happened => happened.TaskId, happened => happened.Kind);
        var lines = store.Ledger.ToLookup(line => line.TaskId);
        foreach (var task in store.Tasks)
        {
            List<string> kinds = [.. events[task.Id]];
            findings.Require(IsSound(task, kinds, lines[task.Id].Count(line => line.Charged > 0)), ViolationKinds.Event, $"{task}: {string.Join(", ", kinds)}");
        }

        var known = store.Tasks.Select(task => task.Id).ToHashSet();
        foreach (var stray in store.Events.Where(happened => !known.Contains(happened.TaskId)))
        {
            findings.Add(ViolationKinds.Event, $"{stray} is of no task");
        }
    }

    private static bool IsSound(TaskRow task, List<string> kinds, int charges)
    {
        int Count(string kind) => kinds.Count(other => other == kind);
        var (completed, failed, corrected) = (Count("completed"), Count("failed"), Count("corrected"));
        return kinds is ["created", ..]
            && Count("created") == 1
            && completed + corrected == charges
            && corrected <= failed
            && (task.State, completed, failed, corrected) is ("completed", 1, 0, 0) or ("completed", 0, 1, 1) or ("failed", 0, 1, 0) or (not ("completed" or "failed"), 0, 0, 0)
            && (task.State != "completed" || kinds[^1] is "completed" or "corrected");
    }
}

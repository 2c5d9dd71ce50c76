using Gateway.Crash.Clients;
using Gateway.Crash.Operators;
using Gateway.Crash.Store;
using Gateway.Crash.World;

namespace Gateway.Crash.Checks;

/// <summary>
/// Walks the ledger, which remembers in which order everything was decided: no task was let in beyond a budget or a
/// concurrency limit that counted then. Limits that an operator lowers end nothing that runs already.
/// </summary>
internal sealed class AdmissionCheck(StoreSnapshot store, Cast cast, Story story, Verdicts verdicts, Findings findings)
{
    /// <summary>A key's limits are read when a request comes in, a little before its task has a time.</summary>
    public const long Slack = 1000;

    private readonly Dictionary<string, TaskRow> tasks = store.Tasks.ToDictionary(task => task.Id);
    private readonly HashSet<string> resolved = [.. verdicts.All.Select(verdict => verdict.TaskId)];

    public void Check()
    {
        foreach (var client in cast.Clients)
        {
            Check(client.Key, [.. store.Ledger.Where(line => line.KeyId == client.Key.Id)]);
        }

        foreach (var team in cast.Teams)
        {
            Check(team, [.. store.Ledger.Where(line => line.Team == team.Id)]);
        }
    }

    private void Check(Account account, IReadOnlyList<LedgerRow> lines)
    {
        long spent = 0;
        var live = new HashSet<string>();
        foreach (var line in lines)
        {
            spent += line.Reserved + line.Charged;
            if (line.Kind != "reserve")
            {
                live.Remove(line.TaskId);
                continue;
            }

            live.RemoveWhere(task => EndedWithoutLine(task, line));
            live.Add(line.TaskId);
            CheckLine(account, line, spent, live.Count);
        }

        // A late correction may go beyond a budget, because the job was paid for.
        var corrected = lines.Where(line => line.Kind == "correct").Sum(line => line.Charged) / 1_000_000m;
        findings.Require(
            story.Overdrawn.GetValueOrDefault(account.Id) <= corrected,
            ViolationKinds.Limit,
            $"{account.Id} was seen {story.Overdrawn.GetValueOrDefault(account.Id)} credits over its budget, with {corrected} corrected");
    }

    private void CheckLine(Account account, LedgerRow line, long spent, int live)
    {
        var from = (tasks.TryGetValue(line.TaskId, out var task) ? task.CreatedAt : line.At) - Slack;
        var budget = account.Limits.Most(limits => limits.Budget, from, line.At);
        findings.Require(budget is null || spent <= budget * 1_000_000L, ViolationKinds.Limit, $"{account.Id} has {spent} of {budget} credits after {line}");
        var most = account.Limits.Most(limits => limits.ConcurrentTasks, from, line.At);
        findings.Require(most is null || live <= most, ViolationKinds.Limit, $"{account.Id} has {live} of {most} tasks after {line}");
    }

    /// <summary>
    /// A task whose outcome stays unknown ends and keeps its money; its event says when, also if its job ended well after
    /// all. Without that event, of one that an operator resolved later the end is not on record, and it is not counted.
    /// </summary>
    private bool EndedWithoutLine(string taskId, LedgerRow before) =>
        store.FirstFailures.TryGetValue(taskId, out var failed) && store.Creations.TryGetValue(before.TaskId, out var created) ? failed < created
        : resolved.Contains(taskId)
            || (tasks.TryGetValue(taskId, out var task) && task is { ErrorCode: "upstream_outcome_unknown", CompletedAt: { } seconds } && seconds * 1000 <= before.At);
}

using Gateway.Crash.Operators;
using Gateway.Crash.Store;
using Gateway.Crash.World;
using Gateway.Sandbox;

namespace Gateway.Crash.Checks;

/// <summary>What operators said about submissions and the gateway said yes to, against what became of the tasks.</summary>
internal sealed class VerdictCheck(StoreSnapshot store, IReadOnlyDictionary<string, SandboxJob> jobOfAttempt, Kills kills, Findings findings)
{
    private static readonly string[] LostAnswers = ["reset_after", "slow", "malformed", "no_id", "empty_body"];

    private readonly Dictionary<string, TaskRow> tasks = store.Tasks.ToDictionary(task => task.Id);
    private readonly ILookup<string, AttemptRow> attempts = store.Attempts.ToLookup(attempt => attempt.TaskId);

    public void Check(Verdicts verdicts)
    {
        var counting = verdicts.All.Where(verdict => verdict.Counts).ToList();
        foreach (var verdict in counting)
        {
            Check(verdict);
        }

        // The same word may be taken again while the job has not ended.
        foreach (var twice in counting.GroupBy(verdict => verdict.TaskId).Where(group => group.DistinctBy(verdict => verdict.JobId).Count() > 1))
        {
            findings.Add(ViolationKinds.Operator, $"{twice.Key} was resolved in two ways: {string.Join(", ", twice)}");
        }

        foreach (var shared in counting.Where(verdict => verdict.JobId is not null).GroupBy(verdict => verdict.JobId).Where(group => group.DistinctBy(verdict => verdict.TaskId).Count() > 1))
        {
            findings.Add(ViolationKinds.SharedJob, $"operators were told yes for {string.Join(" and for ", shared)}");
        }
    }

    /// <summary>What operators find listed is what nobody knows the end of.</summary>
    public void CheckList(IReadOnlySet<string> listed)
    {
        var unknown = tasks.Values.Where(task => task.State == "unknown" || task is { State: "failed", Money: "reserved" }).Select(task => task.Id).ToHashSet();
        unknown.SymmetricExceptWith(listed);
        findings.Require(unknown.Count == 0, ViolationKinds.Unsettled, $"not listed, or listed without need: {string.Join(", ", unknown)}");
    }

    private void Check(Verdict verdict)
    {
        if (!tasks.TryGetValue(verdict.TaskId, out var task))
        {
            findings.Add(ViolationKinds.TaskLost, $"{verdict}, and the task is not in the store");
            return;
        }

        var last = attempts[task.Id].LastOrDefault();
        var job = last is null ? null : jobOfAttempt.GetValueOrDefault(last.Id);
        var isKept = verdict.JobId is not null ? task.UpstreamTaskId == verdict.JobId
            : job is not null ? task.UpstreamTaskId == job.Id || WasTooEarly(verdict, job)
            : task is { UpstreamTaskId: null, State: "failed", Money: "refunded" };
        findings.Require(isKept, ViolationKinds.Operator, $"{verdict}, but {task} with {last}, job {job?.Id} [{job?.Faults}]");
    }

    /// <summary>A resend made the job in the moment in which the operator looked, and nobody was told of it.</summary>
    private bool WasTooEarly(Verdict verdict, SandboxJob job)
    {
        var made = job.CreatedAt.ToUnixTimeMilliseconds();
        return made < verdict.SentAt
            || (made < verdict.AnsweredAt && LostAnswers.Any(fault => job.Faults.Contains(fault, StringComparison.Ordinal)))
            || kills.AnyWithin(made, made + (long)GatewaySettings.LongestAnswer.TotalMilliseconds);
    }
}

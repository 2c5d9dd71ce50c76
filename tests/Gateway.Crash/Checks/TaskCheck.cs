using Gateway.Crash.Operators;
using Gateway.Crash.Store;
using Gateway.Crash.World;
using Gateway.Sandbox;

namespace Gateway.Crash.Checks;

/// <summary>Every task against its attempts and the job that it has or has not.</summary>
internal sealed class TaskCheck(StoreSnapshot store, IReadOnlyDictionary<string, SandboxJob> jobOfAttempt, Verdicts verdicts, Findings findings)
{
    /// <summary>What a question leads to is on disk by then.</summary>
    private static readonly TimeSpan Writing = TimeSpan.FromMilliseconds(400);

    private readonly ILookup<string, AttemptRow> attemptsOfTask = store.Attempts.ToLookup(attempt => attempt.TaskId);

    public void Check()
    {
        foreach (var task in store.Tasks)
        {
            List<AttemptRow> attempts = [.. attemptsOfTask[task.Id]];
            CheckAttempts(task, attempts);
            CheckEnd(task, attempts.LastOrDefault());
        }
    }

    /// <summary>Only "certainly no job" is followed by a further attempt.</summary>
    private void CheckAttempts(TaskRow task, List<AttemptRow> attempts)
    {
        var isSound = attempts.Select(attempt => attempt.Number).SequenceEqual(Enumerable.Range(1, attempts.Count).Select(number => (long)number))
            && attempts.SkipLast(1).All(attempt => attempt.Outcome == "unavailable")
            && attempts.All(attempt => attempt.Outcome is not null);
        findings.Require(isSound, ViolationKinds.Outcome, $"{task}: {string.Join(", ", attempts)}");
    }

    private void CheckEnd(TaskRow task, AttemptRow? last)
    {
        var job = last is null ? null : jobOfAttempt.GetValueOrDefault(last.Id);
        var isSound = task switch
        {
            { IsLive: true } => false,
            { State: "completed" } => IsKnown(task, job) && Ends(job, "") && HasUrlOf(task, job!) && task is { Status: "completed", Progress: 100, CompletedAt: not null },
            { State: not "failed" } or not { Status: "failed", Progress: < 100, CompletedAt: not null } => false,
            // An operator, or the answer itself, has named the job when the task had failed already: its end decides about the money alone.
            { ErrorCode: "upstream_outcome_unknown", UpstreamTaskId: { } id } => IsKnown(task, job) && (verdicts.MayHave(task.Id, id) || last!.Names(id)),
            { ErrorCode: "upstream_outcome_unknown", Money: "refunded" } => last?.MayHaveJob == false ? job is null : last?.Outcome == "ambiguous",
            { ErrorCode: "upstream_outcome_unknown" } => last?.Outcome == "ambiguous",
            { ErrorCode: "upstream_rejected" or "content_policy_violation", UpstreamTaskId: null } => last?.Outcome == "rejected" && job is null,
            { ErrorCode: "upstream_unavailable" } => last?.Outcome == "unavailable" && job is null,
            { ErrorCode: "generation_failed" } => IsKnown(task, job) && (Ends(job, "fail") || Ends(job, "no_url") || IsPlainFailure(job)),
            { ErrorCode: "content_policy_violation" } => IsKnown(task, job) && Ends(job, "fail_policy"),
            { ErrorCode: "cancelled" } => IsKnown(task, job) && Ends(job, "cancelled"),
            { ErrorCode: "timeout", UpstreamTaskId: null } => last is null or { Outcome: "unavailable" } && job is null,
            { ErrorCode: "timeout" } => IsKnown(task, job),
            _ => false,
        };
        var lie = job is null ? null : Lie.In(job.Body);
        var kind = task.IsLive ? ViolationKinds.Unsettled : lie is null ? ViolationKinds.Outcome : ViolationKinds.Believed;
        findings.Require(isSound, kind, $"{task}: {last}, job {job?.Id} [{job?.Faults}] {lie}");
        CheckFoundAgain(task, job);
    }

    private static bool IsKnown(TaskRow task, SandboxJob? job) => job is not null && job.Id == task.UpstreamTaskId;

    private static bool HasUrlOf(TaskRow task, SandboxJob job) => task.ResultUrl?.Contains(job.Id, StringComparison.Ordinal) == true;

    /// <summary>How the job ends by its script.</summary>
    private static bool Ends(SandboxJob? job, string how)
    {
        var end = job!.Faults.Split('+').FirstOrDefault(fault => fault is "fail" or "fail_policy" or "cancelled" or "no_url" or "never_ends") ?? "";
        return end == how;
    }

    /// <summary>toapis documents no word for a cancelled job, so it is a failed one like others.</summary>
    private static bool IsPlainFailure(SandboxJob? job) => job!.Upstream == "toapis" && Ends(job, "cancelled");

    /// <summary>
    /// Where the upstream can be asked, an answer that was lost is no reason not to know. Excused are a script that spoils
    /// the answers to questions too, lies, an operator's word, and a job that only one of the last questions made: a resend may itself be lost.
    /// </summary>
    private void CheckFoundAgain(TaskRow task, SandboxJob? job)
    {
        if (verdicts.MayHave(task.Id, jobId: null) || (job is not null && Lie.In(job.Body) is not null))
        {
            return;
        }

        var canBeAsked = job is { Upstream: "apimart" } or { Upstream: "toapis" } && !job.Faults.Contains("poll_", StringComparison.Ordinal);
        // An operator's word on a task that had failed makes its outcome unknown anew.
        var gaveUp = store.FirstFailures.TryGetValue(task.Id, out var place) ? store.Events[place].At : long.MaxValue;
        var over = Math.Min(gaveUp, (task.UnknownSince ?? 0) + (long)GatewaySettings.UnknownAfter.TotalMilliseconds);
        var wasAsked = job?.CreatedAt.ToUnixTimeMilliseconds() < over - (GatewaySettings.LongestAnswer + Writing).TotalMilliseconds;
        findings.Require(
            task.ErrorCode != "upstream_outcome_unknown" || !canBeAsked || !wasAsked, ViolationKinds.NotFoundAgain, $"{task}: {job?.Id} [{job?.Faults}]");
    }
}

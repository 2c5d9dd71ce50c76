using Gateway.Crash.Clients;
using Gateway.Crash.Operators;
using Gateway.Crash.Store;
using Gateway.Crash.World;
using Gateway.Sandbox;

namespace Gateway.Crash.Checks;

/// <summary>Every job that the upstreams really made belongs to one attempt that may have made it, and to no other.</summary>
internal sealed class JobCheck(StoreSnapshot store, Cast cast, Verdicts verdicts, Findings findings)
{
    private readonly Dictionary<string, TaskRow> tasks = store.Tasks.ToDictionary(task => task.Id);
    private readonly Dictionary<string, AttemptRow> attempts = store.Attempts.ToDictionary(attempt => attempt.Id);
    private readonly ILookup<string, AttemptRow> attemptsOfTask = store.Attempts.ToLookup(attempt => attempt.TaskId);
    private readonly ILookup<string, TaskRow> tasksOfMarker = store.Tasks.ToLookup(task => task.Marker);
    private readonly ILookup<string, string> tasksOfJob = store.Tasks.Where(task => task.UpstreamTaskId is not null)
        .ToLookup(task => $"{task.Upstream} {task.UpstreamTaskId}", task => task.Id);

    private readonly Dictionary<string, SandboxJob> jobOfAttempt = [];

    /// <returns>The jobs by the attempt that made them.</returns>
    public IReadOnlyDictionary<string, SandboxJob> Match(IEnumerable<SandboxJob> jobs)
    {
        foreach (var shared in tasksOfJob.Where(group => group.Count() > 1))
        {
            findings.Add(ViolationKinds.SharedJob, $"{shared.Key} is the job of {string.Join(" and of ", shared)}");
        }

        // Those whose id the gateway knows come first: then what is left over is left to attempts of unknown outcome.
        foreach (var job in jobs.OrderBy(job => !tasksOfJob.Contains($"{job.Upstream} {job.Id}")))
        {
            if (HandMade.Is(job.Body))
            {
                GiveByHand(job);
            }
            else if (Attempt(job) is { } attempt)
            {
                CheckPair(job, attempt);
            }
            else
            {
                findings.Add(ViolationKinds.StrayJob, Text(job));
            }
        }

        return jobOfAttempt;
    }

    private static string Text(SandboxJob job) =>
        $"job {job.Upstream} {job.Id} of {job.Key}, business id {job.ClientBusinessId}, idempotency key {job.IdempotencyKey}, {Marker.In(job.Body)} [{job.Faults}]";

    /// <summary>A job that was made past the gateway is a task's only when an operator said so.</summary>
    private void GiveByHand(SandboxJob job)
    {
        foreach (var task in tasksOfJob[$"{job.Upstream} {job.Id}"])
        {
            findings.Require(verdicts.MayHave(task, job.Id), ViolationKinds.StrayJob, $"{Text(job)} is the job of {task}");
            jobOfAttempt[attemptsOfTask[task].Last().Id] = job;
        }
    }

    private void CheckPair(SandboxJob job, AttemptRow attempt)
    {
        if (!jobOfAttempt.TryAdd(attempt.Id, job))
        {
            findings.Add(ViolationKinds.TwoJobs, $"{attempt} made {Text(job)} and {Text(jobOfAttempt[attempt.Id])}");
        }

        var key = cast.PoolKeys.First(key => (key.Upstream, key.Id) == (attempt.Upstream, attempt.PoolKey));
        var task = tasks[attempt.TaskId];
        findings.Require(
            attempt.MayHaveJob && key.Secret == job.Key && task.Marker == Marker.In(job.Body), ViolationKinds.StrayJob, $"{Text(job)} of {attempt} of {task}");
        findings.Require(
            attempt.Outcome != "accepted" || attempt.Detail == job.Id, ViolationKinds.TwoJobs, $"{attempt} was accepted as another than {Text(job)}");
    }

    private AttemptRow? Attempt(SandboxJob job) => job switch
    {
        { IdempotencyKey: { } id } => attempts.GetValueOrDefault(id),
        { ClientBusinessId: { } id } => MayHaveMade(job, attemptsOfTask[id]),
        _ when tasksOfJob[$"{job.Upstream} {job.Id}"].FirstOrDefault() is { } id => MayHaveMade(job, attemptsOfTask[id]),
        // This upstream is told nothing to know it by: what is left is the wish in its prompt.
        _ => MayHaveMade(job, tasksOfMarker[Marker.In(job.Body)].SelectMany(task => attemptsOfTask[task.Id]).Where(attempt => attempt.Outcome != "accepted")),
    };

    private AttemptRow? MayHaveMade(SandboxJob job, IEnumerable<AttemptRow> candidates)
    {
        var fitting = candidates.Where(attempt => attempt.Upstream == job.Upstream && attempt.MayHaveJob).ToList();
        return fitting.FirstOrDefault(attempt => !jobOfAttempt.ContainsKey(attempt.Id)) ?? fitting.FirstOrDefault();
    }
}

using Gateway.Crash.Clients;
using Gateway.Crash.World;

namespace Gateway.Crash.Operators;

/// <summary>An operator looks up at the upstreams what became of submissions, and tells the gateway the truth.</summary>
internal sealed class ResolveAct(
    OperatorCalls calls, TaskLists lists, Verdicts verdicts, HandMade handMade, Story story, JobIndex jobs, Cast cast, Findings findings, Random random, TimeProvider time)
{
    public Task Act() => random.Next(6) switch
    {
        0 => Early(),
        1 or 2 => Contest(),
        _ => Listed(),
    };

    /// <summary>Some of what is listed, now and then twice at once.</summary>
    private async Task Listed()
    {
        foreach (var task in await lists.Newest("unresolved") ?? [])
        {
            // Most are left to the gateway itself; those without a job gather, so that two of them can be had at once.
            if (random.Next(100) < (task.State == "failed" ? 4 : 12) && IsKnown(task, out var jobId))
            {
                await Task.WhenAll(Enumerable.Range(0, random.Next(3) == 0 ? 2 : 1).Select(_ => Resolve(task.Id, jobId)));
            }
        }
    }

    /// <summary>While the submission is under way the answer may be no, but what is said is true all the same.</summary>
    private async Task Early()
    {
        foreach (var task in await lists.Newest("submitting") ?? [])
        {
            if (IsKnown(task, out var jobId) && jobId is not null)
            {
                await Resolve(task.Id, jobId);
            }
        }
    }

    /// <summary>One job for two tasks that have none.</summary>
    private async Task Contest()
    {
        var pair = (await lists.Newest("unresolved") ?? []).Where(task => task.Upstream == HandMade.Upstream && IsKnown(task, out var jobId) && jobId is null && !verdicts.MayHaveAny(task.Id))
            .GroupBy(task => task.PoolKey).Select(group => group.Take(2).ToList()).FirstOrDefault(group => group.Count == 2);
        if (pair is not null && await handMade.Make(pair[0].PoolKey) is { } job)
        {
            await Task.WhenAll(pair.Select(task => Resolve(task.Id, job)));
        }
    }

    private async Task Resolve(string taskId, string? jobId)
    {
        var body = jobId is null ? """{"outcome":"not_created"}""" : $$"""{"outcome":"created","upstream_task_id":"{{jobId}}"}""";
        var sentAt = time.Now();
        var answer = await calls.Send(HttpMethod.Post, $"/tasks/{taskId}/resolve", body);
        verdicts.Add(new Verdict(taskId, jobId, answer?.Status, sentAt, time.Now()));
        switch (answer?.Status)
        {
            case null or 409:
                break;
            case 200:
                var told = answer.Body.GetProperty("internal").GetProperty("upstream_task_id").GetString();
                findings.Require(jobId is null || told == jobId, ViolationKinds.Operator, $"{taskId} was resolved with {jobId}, and shown with {told}");
                break;
            case 404:
                findings.Add(ViolationKinds.TaskLost, $"{taskId} was listed, and can't be resolved: {answer.Body}");
                break;
            default:
                findings.Add(ViolationKinds.Answer, $"resolve {taskId} {body}: {answer}");
                break;
        }
    }

    /// <summary>What an upstream's own list of jobs tells an operator.</summary>
    /// <param name="jobId">Null when there is no job.</param>
    private bool IsKnown(ListedTask task, out string? jobId)
    {
        var marker = story.MarkerOf(task.Id);
        jobId = (task.Upstream switch
        {
            "apimart" => jobs.Named(task.Upstream, task.AttemptId),
            "toapis" => jobs.Named(task.Upstream, task.Id),
            _ => jobs.Marked(task.Upstream, marker ?? "", cast.SecretOf(task.Upstream, task.PoolKey)),
        })?.Id;
        if (verdicts.MayHaveAny(task.Id))
        {
            // Whoever has given it a job remembers which.
            jobId = verdicts.All.Last(verdict => verdict.TaskId == task.Id && verdict.MayCount).JobId;
            return true;
        }

        // This one is told nothing to know a job by but the prompt, and whose it is only the client knows.
        return task.Upstream != HandMade.Upstream || marker is not null;
    }
}

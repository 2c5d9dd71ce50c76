using Gateway.Sandbox.Faults;

namespace Gateway.Sandbox.Jobs;

/// <summary>A job's state follows from the time alone, so a restart changes nothing about it.</summary>
internal static class JobLife
{
    public static JobView At(DateTimeOffset now, SandboxJob job, FaultPlan plan, SandboxOptions options, string url)
    {
        var starts = job.CreatedAt + options.QueuedFor;
        var ends = starts + options.RunsFor;
        if (now >= ends && !plan.Has("never_ends"))
        {
            return Ended(ends, plan, url);
        }

        return now < starts
            ? new JobView(JobPhase.Queued, 0, ends)
            : new JobView(JobPhase.Running, Progress(now - starts, job, plan, options), ends);
    }

    private static JobView Ended(DateTimeOffset ends, FaultPlan plan, string url) =>
        Failure(plan) is { } failure
            ? new JobView(JobPhase.Failed, 0, ends, Failure: failure)
            : new JobView(JobPhase.Completed, 100, ends, plan.Has("no_url") ? null : url);

    private static JobFailure? Failure(FaultPlan plan) =>
        plan.Has("fail") ? JobFailure.Generation
        : plan.Has("fail_policy") ? JobFailure.ContentPolicy
        : plan.Has("cancelled") ? JobFailure.Cancelled
        : null;

    private static int Progress(TimeSpan ran, SandboxJob job, FaultPlan plan, SandboxOptions options)
    {
        if (plan.Has("progress_falls"))
        {
            return job.PollCount % 2 == 1 ? 80 : 30;
        }

        // With no time to run the only running jobs are those that never end.
        var share = options.RunsFor > TimeSpan.Zero ? ran / options.RunsFor : 1;
        return (int)Math.Clamp(share * 100, 1, 99);
    }
}

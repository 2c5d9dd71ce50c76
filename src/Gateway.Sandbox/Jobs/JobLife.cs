using Gateway.Sandbox.Faults;

namespace Gateway.Sandbox.Jobs;

/// <summary>A job's state follows from the time alone, so a restart changes nothing about it.</summary>
internal static class JobLife
{
    public static JobView At(DateTimeOffset now, SandboxJob job, FaultList faults, SandboxOptions options, string url)
    {
        var starts = job.CreatedAt + options.QueuedFor;
        var ends = starts + options.RunsFor;
        if (now >= ends && !faults.Has("never_ends"))
        {
            return Ended(ends, faults, url);
        }

        return now < starts
            ? new JobView(JobPhase.Queued, 0, ends)
            : new JobView(JobPhase.Running, Progress(now - starts, job, faults, options), ends);
    }

    private static JobView Ended(DateTimeOffset ends, FaultList faults, string url) =>
        Failure(faults) is { } failure
            ? new JobView(JobPhase.Failed, 0, ends, Failure: failure)
            : new JobView(JobPhase.Completed, 100, ends, faults.Has("no_url") ? null : url);

    private static JobFailure? Failure(FaultList faults) =>
        faults.Has("fail") ? JobFailure.Generation
        : faults.Has("fail_policy") ? JobFailure.ContentPolicy
        : faults.Has("cancelled") ? JobFailure.Cancelled
        : null;

    private static int Progress(TimeSpan ran, SandboxJob job, FaultList faults, SandboxOptions options)
    {
        if (faults.Has("progress_falls"))
        {
            return job.PollCount % 2 == 1 ? 80 : 30;
        }

        // With no time to run the only running jobs are those that never end.
        var share = options.RunsFor > TimeSpan.Zero ? ran / options.RunsFor : 1;
        return (int)Math.Clamp(share * 100, 1, 99);
    }
}

using System.Diagnostics;
using Gateway.Crash.World;

namespace Gateway.Crash;

/// <summary>A while in which the gateway's disk is full: it says so, and works on when there is room again.</summary>
internal sealed class Episode(GatewayProcess gateway, RunCounts counts, Findings findings, Func<TimeSpan, Task> watch, bool judges)
{
    private static readonly TimeSpan Noticed = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan LongestRecovery = TimeSpan.FromSeconds(10);

    // Once when it begins and once when it ends, and a little for what was under way.
    private const int ErrorsAllowed = 5;

    /// <param name="isKilled">Whether the gateway dies of something else before there is room again.</param>
    public async Task Run(TimeSpan time, bool isKilled)
    {
        var errors = gateway.ErrorsInTrouble;
        if (!await gateway.Disk.Begin())
        {
            return;
        }

        counts.FullDisks++;
        await watch(Noticed);
        var stayedReady = await gateway.IsReady();
        findings.Require(!judges || !stayedReady, ViolationKinds.StoreAway, "/healthz/ready says 200 although nothing can be written");
        await watch(time);
        if (isKilled)
        {
            gateway.Kill();
            counts.FullDisksKilled++;
        }

        await gateway.Disk.End();
        errors = gateway.ErrorsInTrouble - errors;
        counts.FullDiskErrors += errors;
        findings.Require(!judges || errors <= ErrorsAllowed, ViolationKinds.StoreAway, $"{errors} errors in the log of {(Noticed + time).TotalSeconds:0.0} s");
        if (!isKilled)
        {
            await RequireRecovery();
        }
    }

    private async Task RequireRecovery()
    {
        var waited = Stopwatch.StartNew();
        while (!await gateway.IsReady())
        {
            if (waited.Elapsed > LongestRecovery)
            {
                findings.Add(ViolationKinds.StoreAway, $"not ready {LongestRecovery.TotalSeconds} s after there was room again");
                return;
            }

            await watch(TimeSpan.FromMilliseconds(50));
        }
    }
}

using Gateway.Canonical;

namespace Gateway.Workers;

/// <summary>When the loops that call upstreams begin work of their own.</summary>
internal static class WorkingTime
{
    /// <summary>
    /// Runs a loop while the gateway listens and does not drain: from the moment that it can be reached, because a simulated upstream
    /// is reached through the gateway's own listener, until it is asked to end, because what is begun then might be cut off.
    /// </summary>
    public static async Task During(this IHostApplicationLifetime lifetime, Func<CancellationToken, Task> loop, CancellationToken stopping)
    {
        using var draining = CancellationTokenSource.CreateLinkedTokenSource(stopping, lifetime.ApplicationStopping);
        try
        {
            await lifetime.ApplicationStarted.Cancelled().WaitAsync(draining.Token);
            await loop(draining.Token);
        }
        catch (OperationCanceledException) when (draining.IsCancellationRequested)
        {
            // The host takes an exception before it stops a loop for the loop's failure.
        }
    }
}

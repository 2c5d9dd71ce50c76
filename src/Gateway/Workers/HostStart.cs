namespace Gateway.Workers;

/// <summary>What loops that call upstreams wait for.</summary>
internal static class HostStart
{
    /// <summary>A simulated upstream is reached through the gateway's own listener.</summary>
    public static async Task Listening(this IHostApplicationLifetime lifetime, CancellationToken stopping)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stopping);
    }
}

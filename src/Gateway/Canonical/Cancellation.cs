namespace Gateway.Canonical;

/// <summary>Waits for a moment that a token stands for.</summary>
internal static class Cancellation
{
    public static async Task Cancelled(this CancellationToken token)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = token.Register(cancelled.SetResult);
        await cancelled.Task;
    }
}

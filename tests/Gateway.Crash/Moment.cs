namespace Gateway.Crash;

/// <summary>A kind of moment that a kill can wait for: chance alone seldom hits the few that are delicate.</summary>
internal sealed class Moment
{
    private Action? shot;

    /// <summary>It is now. Whoever waits for it acts on this thread, before anything else can happen.</summary>
    public void Now() => Interlocked.Exchange(ref shot, null)?.Invoke();

    /// <returns>A task that ends after the next such moment, or when there was none for a while.</returns>
    public async Task Next(Action act)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref shot, () =>
        {
            act();
            done.SetResult();
        });
        await Task.WhenAny(done.Task, Task.Delay(TimeSpan.FromSeconds(1)));
        Interlocked.Exchange(ref shot, null);
    }
}

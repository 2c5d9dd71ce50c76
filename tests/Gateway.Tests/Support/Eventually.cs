namespace Gateway.Tests.Support;

/// <summary>Waits for what happens by itself.</summary>
internal static class Eventually
{
    public static Task True(Func<bool> condition, int seconds = 10) => True(() => Task.FromResult(condition()), seconds);

    public static async Task True(Func<Task<bool>> condition, int seconds = 10)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        while (!await condition())
        {
            await Task.Delay(20, limit.Token);
        }
    }
}

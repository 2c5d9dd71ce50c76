using Gateway.Canonical;

namespace Gateway.Keys;

/// <summary>
/// A key that nobody here knows may have been made on another replica, so the store is asked before it is refused. One
/// question is under way at a time and answers all who came before it began: no valid key is refused, and wrong ones, however
/// many come, take one connection (docs/decisions/0022).
/// </summary>
internal sealed class UnknownKeys(ClientKeys keys, KeyBook book, IKeyStore store, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lock access = new();
    private Task underWay = Task.CompletedTask;
    private Task? next;
    private long? lastAsked;

    /// <param name="authorization">The whole header, in which no key was found.</param>
    /// <returns>The key, if it is there by now.</returns>
    /// <exception cref="StoreUnavailableException">Nobody can say.</exception>
    public async ValueTask<ClientKey?> Find(string? authorization)
    {
        if (!store.HasOtherWriters || BearerToken.Read(authorization).IsEmpty)
        {
            return null;
        }

        try
        {
            await Ask().WaitAsync(Patience, time);
        }
        catch (TimeoutException)
        {
            throw new StoreUnavailableException("The store does not say in time whether there is such a key.", 0);
        }

        return keys.Find(authorization);
    }

    /// <summary>Ends with a question that begins after this call.</summary>
    private Task Ask()
    {
        lock (access)
        {
            return next ??= AskAfter(underWay);
        }
    }

    private async Task AskAfter(Task before)
    {
        // Not on the caller's thread, which still holds the lock.
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        if (lastAsked is { } last && Pause - time.GetElapsedTime(last) is var rest && rest > TimeSpan.Zero)
        {
            await Task.Delay(rest, time);
        }

        lock (access)
        {
            (underWay, next) = (next!, null);
        }

        try
        {
            await book.Load();
        }
        finally
        {
            lastAsked = time.GetTimestamp();
        }
    }
}

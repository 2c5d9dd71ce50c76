using Gateway.Quotas;

namespace Gateway.Keys;

/// <summary>All keys and teams: on disk first, then in memory, where a change counts at once.</summary>
internal sealed class KeyBook(IKeyStore store, ClientKeys keys, Teams teams) : IDisposable
{
    private readonly SemaphoreSlim oneByOne = new(1);

    public void Dispose() => oneByOne.Dispose();

    /// <summary>Brings what is on disk into memory; called before the first request.</summary>
    public async Task Load()
    {
        keys.Replace(await store.Keys());
        teams.Replace(await store.Teams());
    }

    /// <summary>The keys that operators have made, revoked ones too, and those of the settings.</summary>
    public async Task<IReadOnlyList<KeyRecord>> All() => [.. keys.Declared, .. await store.Keys()];

    /// <param name="change">The key before, or null when there is none; returns the key after, or null to leave it.</param>
    /// <returns>The key after, or null when nothing was changed.</returns>
    public async Task<KeyRecord?> Change(string id, Func<KeyRecord?, KeyRecord?> change)
    {
        // One at a time, or a slower one could bring back into memory what a faster one has just revoked.
        await oneByOne.WaitAsync();
        try
        {
            var before = (await store.Keys()).FirstOrDefault(record => record.Key.Id == id);
            if (change(before) is not { } after)
            {
                return null;
            }

            await store.Save(after);
            await Load();
            return after;
        }
        finally
        {
            oneByOne.Release();
        }
    }

    public Limits TeamLimits(string team) => teams.Of(team);

    public async Task SaveTeam(string team, Limits limits)
    {
        await oneByOne.WaitAsync();
        try
        {
            await store.SaveTeam(team, limits);
            await Load();
        }
        finally
        {
            oneByOne.Release();
        }
    }
}

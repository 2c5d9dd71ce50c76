using Gateway.Audit;
using Gateway.Quotas;

namespace Gateway.Keys;

/// <summary>All keys and teams: in the store first, then in memory, where a change counts at once.</summary>
internal sealed class KeyBook(IKeyStore store, ClientKeys keys, Teams teams) : IDisposable
{
    private readonly SemaphoreSlim oneByOne = new(1);
    private long? revision;

    public void Dispose() => oneByOne.Dispose();

    /// <summary>Brings into memory what has changed in the store since the last time; called before the first request, too.</summary>
    public async Task Load()
    {
        // One at a time, or a slower one could bring back into memory what a faster one has just found revoked.
        await oneByOne.WaitAsync();
        try
        {
            // Read before the keys: what changes in between is read now, and once more the next time.
            var newest = await store.Revision();
            if (newest != revision)
            {
                keys.Replace(await store.Keys());
                teams.Replace(await store.Teams());
                revision = newest;
            }
        }
        finally
        {
            oneByOne.Release();
        }
    }

    /// <summary>The keys that operators have made, revoked ones too, and those of the settings.</summary>
    public async Task<IReadOnlyList<KeyRecord>> All() => [.. keys.Declared, .. await store.Keys()];

    /// <param name="change">The key before, or null when there is none; returns the key after, or null to leave it. It may be asked more than once.</param>
    /// <param name="entry">What the audit log says of the change, given the key before and after; null when it is none.</param>
    /// <returns>The key after, or null when nothing was changed.</returns>
    public async Task<KeyRecord?> Change(string id, Func<KeyRecord?, KeyRecord?> change, Func<KeyRecord?, KeyRecord, AuditEntry?> entry)
    {
        var after = await store.Change(id, change, entry);
        if (after is not null)
        {
            await Load();
        }

        return after;
    }

    /// <summary>Every team that a key names, or that has limits.</summary>
    public async Task<IReadOnlyList<(string Team, Limits Limits)>> AllTeams()
    {
        var limits = await store.Teams();
        return
        [
            .. (await All()).Select(record => record.Key.Team).Concat(limits.Keys).Distinct().Order(StringComparer.Ordinal)
                .Select(team => (team, limits.GetValueOrDefault(team, Limits.None))),
        ];
    }

    public Limits TeamLimits(string team) => teams.Of(team);

    /// <param name="entry">What the audit log says of the change, given the limits before; null when it is none.</param>
    public async Task SaveTeam(string team, Limits limits, Func<Limits, AuditEntry?> entry)
    {
        await store.SaveTeam(team, limits, entry);
        await Load();
    }
}

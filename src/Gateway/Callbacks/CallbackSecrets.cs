using System.Collections.Concurrent;
using Gateway.Audit;
using Gateway.Canonical;
using Gateway.Signing;

namespace Gateway.Callbacks;

/// <summary>Teams' callback secrets: derived when they are needed, and kept nowhere.</summary>
/// <param name="fill">Fills a span with random bytes.</param>
internal sealed class CallbackSecrets(SigningKeys keys, ISecretStore store, IdSource.RandomFill fill, TimeProvider time)
{
    private const int SaltBytes = 16;

    /// <summary>Another replica's rotation counts here after as long.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, (IReadOnlyList<SecretVersion> Versions, long At)> known = [];

    public bool CanSign => keys.AreSet;

    /// <summary>What signs a team's callbacks now: each of its versions, by each signing key while that is rotated.</summary>
    public async ValueTask<IReadOnlyList<byte[]>> Signing(string team)
    {
        if (!known.TryGetValue(team, out var cached) || time.GetElapsedTime(cached.At) >= KeptFor)
        {
            cached = (await Versions(team), time.GetTimestamp());
            known[team] = cached;
        }

        var now = time.Now();
        return
        [
            .. from version in cached.Versions
               where version.ExpiresAt is not { } end || end > now
               from key in keys.All
               select key.CallbackSecret(team, version.Version, version.Salt),
        ];
    }

    /// <summary>As the operator gives them to the team, newest first.</summary>
    public async Task<IReadOnlyList<CallbackSecret>> Of(string team) => Shown(team, await Versions(team));

    /// <returns>Null when the version before the newest still signs, and another overlap would end it.</returns>
    public async Task<IReadOnlyList<CallbackSecret>?> Rotate(string team, TimeSpan overlap, Func<long, AuditEntry> entry)
    {
        // Without a first one there would be nothing to rotate, and the team may have been told of none.
        await Versions(team);
        var now = time.Now();
        var refused = false;
        var versions = await store.Add(team, Salt(), now, live =>
        {
            refused = live.Count > 1 && overlap > TimeSpan.Zero;
            return refused ? null : (now + overlap, entry(live[0].Version));
        });
        known.TryRemove(team, out _);
        return refused ? null : Shown(team, versions);
    }

    /// <summary>A team's first one is made when it is first needed.</summary>
    private async ValueTask<IReadOnlyList<SecretVersion>> Versions(string team)
    {
        var now = time.Now();
        var found = await store.Of(team, now);
        return found.Count > 0 ? found : await store.Add(team, Salt(), now, live => live.Count > 0 ? null : (null, null));
    }

    private byte[] Salt()
    {
        var salt = new byte[SaltBytes];
        fill(salt);
        return salt;
    }

    private List<CallbackSecret> Shown(string team, IReadOnlyList<SecretVersion> versions) =>
    [
        .. from version in versions
           select new CallbackSecret(
               version.Version, StandardWebhook.Prefix + Convert.ToBase64String(keys.All[0].CallbackSecret(team, version.Version, version.Salt)),
               version.CreatedAt, version.ExpiresAt),
    ];
}

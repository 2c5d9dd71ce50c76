using Gateway.Quotas;

namespace Gateway.Keys;

/// <summary>Where the keys and teams that operators make outlive the process.</summary>
internal interface IKeyStore
{
    ValueTask<IReadOnlyList<KeyRecord>> Keys();

    /// <summary>Writes a new key, or all of a known one.</summary>
    Task Save(KeyRecord key);

    ValueTask<IReadOnlyDictionary<string, Limits>> Teams();

    Task SaveTeam(string team, Limits limits);
}

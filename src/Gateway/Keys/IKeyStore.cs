using Gateway.Audit;
using Gateway.Quotas;

namespace Gateway.Keys;

/// <summary>Where the keys and teams that operators make outlive the process.</summary>
internal interface IKeyStore
{
    /// <summary>Whether other processes change keys and teams, too.</summary>
    bool HasOtherWriters { get; }

    /// <summary>A number that every change of a key or team makes another one.</summary>
    ValueTask<long> Revision();

    ValueTask<IReadOnlyList<KeyRecord>> Keys();

    /// <summary>Changes a key, or makes it. Nobody else changes it between what is read and what is written.</summary>
    /// <param name="change">The key before, or null when there is none; returns the key after, or null to leave it. It may be asked more than once.</param>
    /// <param name="entry">What the audit log says of the change, given the key before and after; null when it is none.</param>
    /// <returns>The key after, or null when nothing was changed.</returns>
    Task<KeyRecord?> Change(string id, Func<KeyRecord?, KeyRecord?> change, Func<KeyRecord?, KeyRecord, AuditEntry?> entry);

    ValueTask<IReadOnlyDictionary<string, Limits>> Teams();

    /// <param name="entry">What the audit log says of the change, given the limits before; null when it is none.</param>
    Task SaveTeam(string team, Limits limits, Func<Limits, AuditEntry?> entry);
}

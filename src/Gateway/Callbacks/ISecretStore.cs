using Gateway.Audit;
using Gateway.Canonical;

namespace Gateway.Callbacks;

/// <summary>The versions of teams' callback secrets.</summary>
internal interface ISecretStore
{
    /// <summary>Those that sign now, newest first; none for a team that has never had one.</summary>
    ValueTask<IReadOnlyList<SecretVersion>> Of(string team, Instant now);

    /// <summary>
    /// Makes a new version and has the one before it end. Decided in one transaction.
    /// </summary>
    /// <param name="change">Gets those that sign now, newest first, and says until when the newest of them still does; null makes no new one.</param>
    /// <returns>Those that sign then.</returns>
    Task<IReadOnlyList<SecretVersion>> Add(string team, byte[] salt, Instant now, Func<IReadOnlyList<SecretVersion>, (Instant? OthersEndAt, AuditEntry? Entry)?> change);
}

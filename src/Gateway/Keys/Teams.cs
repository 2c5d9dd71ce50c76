using System.Collections.Frozen;
using Gateway.Quotas;

namespace Gateway.Keys;

/// <summary>The teams' limits, in memory.</summary>
internal sealed class Teams
{
    private FrozenDictionary<string, Limits> byName = FrozenDictionary<string, Limits>.Empty;

    public void Replace(IReadOnlyDictionary<string, Limits> teams) => Volatile.Write(ref byName, teams.ToFrozenDictionary());

    /// <summary>Operators name a team in a path, where an escaped slash stays as it is.</summary>
    public static bool IsName(string team) =>
        !team.Contains('/') && !team.Contains("%2F", StringComparison.OrdinalIgnoreCase) && team is not ("." or "..");

    public Limits Of(string team) => Volatile.Read(ref byName).GetValueOrDefault(team, Limits.None);
}

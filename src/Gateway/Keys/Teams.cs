using System.Collections.Frozen;
using Gateway.Quotas;

namespace Gateway.Keys;

/// <summary>The teams' limits, in memory.</summary>
internal sealed class Teams
{
    private FrozenDictionary<string, Limits> byName = FrozenDictionary<string, Limits>.Empty;

    public void Replace(IReadOnlyDictionary<string, Limits> teams) => Volatile.Write(ref byName, teams.ToFrozenDictionary());

    public Limits Of(string team) => Volatile.Read(ref byName).GetValueOrDefault(team, Limits.None);
}

using Gateway.Canonical;
using Gateway.Quotas;

namespace Gateway.Keys;

/// <summary>Who calls.</summary>
/// <param name="Id">Stable; what tasks and logs call the key.</param>
/// <param name="Team">Whose tasks it sees.</param>
/// <param name="Models">The models it may use; null means all.</param>
/// <param name="Limits">The key's own limits; its team may have others.</param>
/// <param name="ExpiresAt">Null means never.</param>
internal sealed record ClientKey(
    string Id, string Name, string Team, IReadOnlyList<string>? Models, Limits Limits, Instant? ExpiresAt = null)
{
    public bool MayUse(string model) => Models?.Contains(model) ?? true;
}

namespace Gateway.Keys;

/// <summary>Who calls.</summary>
/// <param name="Id">Stable; what tasks and logs call the key.</param>
/// <param name="Team">Whose tasks it sees.</param>
/// <param name="Models">The models it may use; null means all.</param>
internal sealed record ClientKey(string Id, string Name, string Team, IReadOnlySet<string>? Models)
{
    public bool MayUse(string model) => Models?.Contains(model) ?? true;
}

namespace Gateway.Signing;

/// <summary>Keeps which secret the processes of this store sign with.</summary>
internal interface ISigningStore
{
    /// <summary>Makes <paramref name="current"/> the check value if none is there yet, or <paramref name="previous"/> is.</summary>
    /// <returns>The one that then counts.</returns>
    Task<string> Claim(string current, string? previous);
}

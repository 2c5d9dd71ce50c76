namespace Gateway.Signing;

/// <summary>The secrets that this process signs with.</summary>
/// <param name="All">The current one, then the one before it while it is rotated; none when nothing is signed.</param>
internal sealed record SigningKeys(IReadOnlyList<SigningKey> All)
{
    public bool AreSet => All.Count > 0;

    /// <summary>What signs links; the others of <see cref="LinksAccepted"/> only verify.</summary>
    public byte[]? Links => LinksAccepted.Count > 0 ? LinksAccepted[0] : null;

    public IReadOnlyList<byte[]> LinksAccepted { get; } = [.. All.Select(key => key.Links)];

    /// <exception cref="IOException">A developer's own key can be neither read nor made.</exception>
    public static SigningKeys Of(SigningOptions options, MadeKey made)
    {
        var current = options.Key ?? (options.MakesOne ? made.ReadOrMake() : null);
        return new([.. new[] { current, options.PreviousKey }.OfType<string>().Select(secret => new SigningKey(secret))]);
    }
}

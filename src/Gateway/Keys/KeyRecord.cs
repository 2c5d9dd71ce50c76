using Gateway.Canonical;

namespace Gateway.Keys;

/// <summary>A client key as it is kept: never its secret, only the hash.</summary>
/// <param name="Hash">SHA-256 of the secret.</param>
/// <param name="PreviousHash">Of the secret before a rotation, which works until <paramref name="PreviousUntil"/>.</param>
/// <param name="RevokedAt">A revoked key stays on record, as the ledger names it.</param>
internal sealed record KeyRecord(
    ClientKey Key, byte[] Hash, byte[]? PreviousHash, Instant? PreviousUntil, Instant CreatedAt, Instant? RevokedAt)
{
    public const string DeclaredPrefix = "config:";

    private const int HintLength = 4;
    private const int LeastForHint = 16;

    /// <summary>The last characters of the secret, by which people know it; null when it was made before these were kept.</summary>
    public string? Hint { get; init; }

    /// <summary>Whether it stands in the settings, where only its owner can change it.</summary>
    public bool IsDeclared => Key.Id.StartsWith(DeclaredPrefix, StringComparison.Ordinal);

    /// <summary>None of a short secret, of which it would be too much.</summary>
    public static string? HintOf(string secret) => secret.Length < LeastForHint ? null : secret[^HintLength..];
}

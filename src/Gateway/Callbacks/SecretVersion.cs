using Gateway.Canonical;

namespace Gateway.Callbacks;

/// <summary>A version of a team's callback secret: what it is derived with, and not the secret.</summary>
/// <param name="ExpiresAt">Until when it signs; null for the newest.</param>
internal sealed record SecretVersion(long Version, byte[] Salt, Instant CreatedAt, Instant? ExpiresAt);

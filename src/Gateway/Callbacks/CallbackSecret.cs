using Gateway.Canonical;

namespace Gateway.Callbacks;

/// <summary>A version of a team's callback secret with the secret, as the operator gives it to the team.</summary>
/// <param name="Text"><c>whsec_</c> and base64 of the bytes that sign.</param>
internal sealed record CallbackSecret(long Version, string Text, Instant CreatedAt, Instant? ExpiresAt);

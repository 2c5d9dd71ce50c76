using Gateway.Canonical;

namespace Gateway.Tasks;

/// <summary>What an Idempotency-Key stands for.</summary>
/// <param name="Fingerprint">Hash of what the body meant.</param>
internal sealed record EarlierClaim(string TaskId, string Fingerprint, Instant ExpiresAt);

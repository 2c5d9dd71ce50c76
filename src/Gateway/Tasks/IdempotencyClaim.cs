using Gateway.Canonical;

namespace Gateway.Tasks;

/// <summary>A client's <c>Idempotency-Key</c> on a create.</summary>
/// <param name="Key">The header's value; it counts per client key.</param>
/// <param name="Fingerprint">Hash of what the body means.</param>
/// <param name="MadeAt">Also what older claims' expiry is held against.</param>
internal sealed record IdempotencyClaim(string Key, string Fingerprint, Instant MadeAt, Instant ExpiresAt);

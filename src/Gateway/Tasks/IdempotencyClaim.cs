namespace Gateway.Tasks;

/// <summary>A client's <c>Idempotency-Key</c> on a create.</summary>
/// <param name="Key">The header's value; it counts per client key.</param>
/// <param name="Fingerprint">Hash of what the body means.</param>
/// <param name="MadeAt">Unix milliseconds; also what older claims' expiry is held against.</param>
/// <param name="ExpiresAt">Unix milliseconds.</param>
internal sealed record IdempotencyClaim(string Key, string Fingerprint, long MadeAt, long ExpiresAt);

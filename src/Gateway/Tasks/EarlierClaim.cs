namespace Gateway.Tasks;

/// <summary>What an Idempotency-Key stands for.</summary>
/// <param name="Fingerprint">Hash of what the body meant.</param>
/// <param name="ExpiresAt">Unix milliseconds.</param>
internal sealed record EarlierClaim(string TaskId, string Fingerprint, long ExpiresAt);

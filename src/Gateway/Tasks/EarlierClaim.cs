namespace Gateway.Tasks;

/// <summary>What an <c>Idempotency-Key</c> stands for.</summary>
internal sealed record EarlierClaim(string TaskId, string Fingerprint);

namespace Gateway.Dialects;

/// <summary>What to send: all but the host and the bearer key.</summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Path">Absolute path below the upstream's base URL.</param>
/// <param name="Body">UTF-8 JSON, or null for no body.</param>
/// <param name="IdempotencyKey">Sent as <c>Idempotency-Key</c> when not null.</param>
internal sealed record UpstreamRequest(
    string Method, string Path, byte[]? Body = null, string? IdempotencyKey = null);

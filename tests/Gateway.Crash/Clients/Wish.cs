namespace Gateway.Crash.Clients;

/// <summary>One video that a client wants: the same however often it is asked for.</summary>
/// <param name="Marker">Stands in the prompt, so that tasks and jobs can be traced back to the wish.</param>
/// <param name="IdempotencyKey">Null for one that is sent once and then given up.</param>
/// <param name="Upstream">The only upstream that may serve, or null.</param>
/// <param name="Script">A fault that an upstream is told just before, or null; whose create it strikes is chance.</param>
internal sealed record Wish(string Marker, string Body, string? IdempotencyKey, string? Upstream, (string Upstream, string Fault)? Script);

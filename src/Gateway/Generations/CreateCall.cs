namespace Gateway.Generations;

/// <summary>What a door has to know to ask for a video.</summary>
/// <param name="Body">The whole request, in the canonical shape.</param>
/// <param name="Authorization">The header that names the caller's key. It is looked up when the body is there.</param>
/// <param name="IdempotencyKey">Null when the call may not be repeated safely.</param>
/// <param name="Pinned">The only upstream that may serve; null or empty for any.</param>
/// <param name="RequestId">By which every later line about the task can be joined to this call.</param>
/// <param name="Trace">The call's place in its trace, as a <c>traceparent</c> header says it.</param>
internal sealed record CreateCall(
    ReadOnlyMemory<byte> Body, string? Authorization, string? IdempotencyKey, string? Pinned, string RequestId, string? Trace);

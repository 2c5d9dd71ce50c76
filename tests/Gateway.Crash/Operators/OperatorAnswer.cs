using System.Text.Json;

namespace Gateway.Crash.Operators;

/// <summary>What the gateway told an operator.</summary>
/// <param name="SentAt">When the call was sent, in Unix milliseconds.</param>
internal sealed record OperatorAnswer(int Status, JsonElement Body, long SentAt, long AnsweredAt);

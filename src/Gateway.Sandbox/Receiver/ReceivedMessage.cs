namespace Gateway.Sandbox.Receiver;

/// <summary>A call that came to the sandbox's receiver.</summary>
/// <param name="Answer">The status that it was answered with.</param>
public sealed record ReceivedMessage(long ReceivedAt, string? Id, string? Timestamp, string? Signature, int Answer, string Body);

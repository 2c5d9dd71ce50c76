namespace Gateway.Crash.World;

/// <summary>A call as it came to the receiver.</summary>
internal sealed record ReceivedCallback(string Id, string Timestamp, string Signature, byte[] Body);

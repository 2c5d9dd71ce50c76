namespace Gateway.Sandbox.Images;

/// <summary>An image that a simulated upstream has taken.</summary>
internal sealed record SandboxImage(string Id, string FileName, string ContentType, byte[] Bytes, DateTimeOffset CreatedAt);

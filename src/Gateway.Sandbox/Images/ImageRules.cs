using System.Text.Json.Nodes;

namespace Gateway.Sandbox.Images;

/// <summary>How an upstream takes images.</summary>
/// <param name="MostBytes">The largest.</param>
/// <param name="Fields">What the form may hold besides <c>file</c>.</param>
/// <param name="Answer">What it says of an image, given its URL.</param>
internal sealed record ImageRules(int MostBytes, IReadOnlyCollection<string> Fields, Func<SandboxImage, string, JsonObject> Answer)
{
    public const string Path = "/v1/uploads/images";

    /// <summary>By its first bytes; what its sender says has to be the same.</summary>
    public static string? TypeOf(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith<byte>([0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : bytes.StartsWith<byte>([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) ? "image/png"
        : bytes.StartsWith("RIFF"u8) && bytes.Length > 12 && bytes[8..].StartsWith("WEBP"u8) ? "image/webp"
        : bytes.StartsWith("GIF8"u8) ? "image/gif"
        : null;
}

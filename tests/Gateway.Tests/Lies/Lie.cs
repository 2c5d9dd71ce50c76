using System.Text;

namespace Gateway.Tests.Lies;

/// <summary>An answer of an upstream.</summary>
/// <param name="Status">The HTTP status; 0 when the connection breaks.</param>
internal sealed record Lie(int Status, byte[] Body, int? RetryAfter = null)
{
    public override string ToString() => $"{Status} {Encoding.UTF8.GetString(Body)}";
}

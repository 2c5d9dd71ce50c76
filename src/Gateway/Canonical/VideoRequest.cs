using System.Text.Json;

namespace Gateway.Canonical;

/// <summary>
/// What the client wrote, typed. Null where it wrote nothing, <c>null</c>, or something of another type
/// (which is then among the problems of the reading).
/// </summary>
internal sealed record VideoRequest
{
    public string? Model { get; init; }

    public string? Prompt { get; init; }

    /// <summary>Seconds. A whole number too large for a long stands at the long's end: it is out of range either way.</summary>
    public long? Duration { get; init; }

    public string? Resolution { get; init; }

    public string? AspectRatio { get; init; }

    /// <summary>As many elements as the client wrote, since their number decides the mode; null for one that is no string.</summary>
    public IReadOnlyList<string?>? ImageUrls { get; init; }

    public bool? Audio { get; init; }

    public long? Seed { get; init; }

    /// <summary>A clone of the client's object, <c>null</c> members included.</summary>
    public JsonElement? Metadata { get; init; }

    public string? CallbackUrl { get; init; }
}

using System.Text.Json;

namespace Gateway.Canonical;

/// <summary>
/// A request that passed the capability matrix, with every default filled in.
/// This, and not what the client wrote, is stored with the task and translated by dialects.
/// </summary>
internal sealed record ResolvedRequest
{
    /// <summary>The name the client asked for.</summary>
    public required string Model { get; init; }

    public required VideoMode Mode { get; init; }

    /// <summary>Never empty: an empty prompt is an absent one.</summary>
    public string? Prompt { get; init; }

    /// <summary>Seconds.</summary>
    public required int Duration { get; init; }

    public required string Resolution { get; init; }

    /// <summary><c>W:H</c>.</summary>
    public string? AspectRatio { get; init; }

    /// <summary>Absolute http(s) URLs, in the client's order.</summary>
    public IReadOnlyList<string> ImageUrls { get; init; } = [];

    /// <summary>Null where the model has no such parameter.</summary>
    public bool? Audio { get; init; }

    /// <summary>0 to 4294967295.</summary>
    public long? Seed { get; init; }

    /// <summary><c>frame</c> or <c>reference</c>; null for models and modes without it (S002).</summary>
    public string? GenerationType { get; init; }

    /// <summary>
    /// The client's metadata object without its null members, or null when it had none.
    /// What has a field of its own above (VEO's generation_type and resolution) may still be inside.
    /// </summary>
    public JsonElement? Metadata { get; init; }

    /// <summary>Where the task's end is to be told. No upstream is told of it.</summary>
    public string? CallbackUrl { get; init; }
}

using Gateway.Canonical;

namespace Gateway.Models;

/// <summary>One mode of a model, with the complete rules that hold in it.</summary>
internal sealed record ModeSpec
{
    public required VideoMode Mode { get; init; }

    /// <summary>What <c>metadata.generation_type</c> has to say for this mode; null where the images alone decide.</summary>
    public string? GenerationType { get; init; }

    public required int MinImages { get; init; }

    public required int MaxImages { get; init; }

    public required RuleSet Rules { get; init; }

    /// <summary>The mode within an error message.</summary>
    public required string Subject { get; init; }

    public bool Takes(int images) => images >= MinImages && images <= MaxImages;

    /// <summary>How many images too few (below 0) or too many (above 0).</summary>
    public int Excess(int images) => images < MinImages ? images - MinImages : Math.Max(0, images - MaxImages);
}

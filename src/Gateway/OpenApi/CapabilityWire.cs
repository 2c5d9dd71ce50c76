using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Gateway.OpenApi;

// A model's row of the matrix as types, for the document only; see Wire.cs.
#pragma warning disable CA1812 // Instantiated by nobody: they are only described.

/// <summary>What a model can do, as data.</summary>
/// <param name="Modes">By name: text-to-video, image-to-video, first-last-frame, reference-to-video.</param>
/// <param name="OffPeakFactor">What the price is multiplied with when metadata.off_peak is true; absent where nothing changes.</param>
[AbsentNotNull]
internal sealed record Capabilities(
    [property: Required] IReadOnlyDictionary<string, ModeCapabilities> Modes,
    [property: Required] IReadOnlyList<PriceInfo> Prices,
    decimal? OffPeakFactor);

/// <summary>One mode of a model.</summary>
/// <param name="GenerationType">What metadata.generation_type says for this mode.</param>
/// <param name="Parameters">Those that the mode takes, by name.</param>
[AbsentNotNull]
internal sealed record ModeCapabilities(
    [property: Required] ImageRange Images,
    string? GenerationType,
    [property: Required] IReadOnlyDictionary<string, ParameterInfo> Parameters,
    [property: Required] MetadataInfo Metadata);

/// <summary>How many images a mode takes.</summary>
internal sealed record ImageRange([property: Required] int Min, [property: Required] int Max);

/// <summary>The metadata that a mode takes.</summary>
/// <param name="Open">Whether a client's own members may stand beside the fields.</param>
internal sealed record MetadataInfo(
    [property: Required] bool Open, [property: Required] int MaxBytes, [property: Required] IReadOnlyDictionary<string, ParameterInfo> Fields);

/// <summary>What a parameter may be; a limit that is absent does not exist.</summary>
/// <param name="Type">string, integer, boolean or array.</param>
/// <param name="Format">W:H or subjects.</param>
/// <param name="Max">The greatest number; of W:H the greatest part.</param>
/// <param name="MinImages">Of each subject.</param>
/// <param name="MaxImages">Of each subject.</param>
/// <param name="AliasOf">The parameter that this metadata field is another place for.</param>
/// <param name="NotWith">Values of other parameters that a flag which is true cannot go with.</param>
[AbsentNotNull]
internal sealed record ParameterInfo(
    [property: Required] string Type,
    [property: Required] bool Required,
    string? Format,
    IReadOnlyList<JsonElement>? Allowed,
    long? Min,
    long? Max,
    long? MinLength,
    long? MaxLength,
    int? MinItems,
    int? MaxItems,
    long? MinImages,
    long? MaxImages,
    JsonElement? Default,
    string? AliasOf,
    IReadOnlyDictionary<string, IReadOnlyList<string>>? NotWith);

/// <summary>One row of a model's prices: it holds for what it names.</summary>
[AbsentNotNull]
internal sealed record PriceInfo(string? Mode, string? Resolution, bool? Audio, decimal? CreditsPerClip, decimal? CreditsPerSecond);

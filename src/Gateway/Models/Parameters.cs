using System.Collections.Frozen;

namespace Gateway.Models;

/// <summary>The parameters of the canonical request, and the widest rule that any model could have.</summary>
internal static class Parameters
{
    public const string Model = "model";
    public const string Prompt = "prompt";
    public const string Duration = "duration";
    public const string Resolution = "resolution";
    public const string AspectRatio = "aspect_ratio";
    public const string ImageUrls = "image_urls";
    public const string Audio = "audio";
    public const string Seed = "seed";
    public const string Metadata = "metadata";
    public const string CallbackUrl = "callback_url";

    /// <summary>Metadata fields that the gateway itself acts on.</summary>
    public const string GenerationType = "generation_type";
    public const string OffPeak = "off_peak";

    public const int MaxMetadataBytes = 16 * 1024;

    /// <summary>Every field of a request, in the order of the contract.</summary>
    public static IReadOnlyList<string> Fields { get; } =
        [Model, Prompt, Duration, Resolution, AspectRatio, ImageUrls, Audio, Seed, Metadata, CallbackUrl];

    /// <summary>Those that a catalogue gives rules for.</summary>
    public static IReadOnlyList<string> Ruled { get; } =
        [Prompt, Duration, Resolution, AspectRatio, Audio, Seed];

    public static RuleSet Widest { get; } = new()
    {
        Parameters = new ParameterRule[]
        {
            new(Prompt, ParameterType.Text),
            new(Duration, ParameterType.Integer, 1, 86400),
            new(Resolution, ParameterType.Text),
            new(AspectRatio, ParameterType.Ratio, 1, 9999),
            new(Audio, ParameterType.Boolean),
            new(Seed, ParameterType.Integer, 0, uint.MaxValue),
        }.ToFrozenDictionary(rule => rule.Param),
        Metadata = MetadataRule.Any,
    };
}

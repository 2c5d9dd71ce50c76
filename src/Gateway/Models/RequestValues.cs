using System.Text.Json;
using Gateway.Canonical;

namespace Gateway.Models;

/// <summary>The values that rules are held against: a client's request on its way to be resolved, or a resolved one.</summary>
internal readonly record struct RequestValues
{
    public string? Prompt { get; init; }

    public long? Duration { get; init; }

    public string? Resolution { get; init; }

    public string? AspectRatio { get; init; }

    public bool? Audio { get; init; }

    public long? Seed { get; init; }

    public int Images { get; init; }

    /// <summary>Without null members; null when empty.</summary>
    public JsonElement? Metadata { get; init; }

    public static RequestValues Of(VideoRequest request) => new()
    {
        Prompt = string.IsNullOrEmpty(request.Prompt) ? null : request.Prompt,
        Duration = request.Duration,
        Resolution = request.Resolution,
        AspectRatio = request.AspectRatio,
        Audio = request.Audio,
        Seed = request.Seed,
        Images = request.ImageUrls?.Count ?? 0,
        Metadata = request.Metadata is { } metadata ? MetadataJson.WithoutNulls(metadata) : null,
    };

    public static RequestValues Of(ResolvedRequest request) => new()
    {
        Prompt = request.Prompt,
        Duration = request.Duration,
        Resolution = request.Resolution,
        AspectRatio = request.AspectRatio,
        Audio = request.Audio,
        Seed = request.Seed,
        Images = request.ImageUrls.Count,
        Metadata = request.Metadata,
    };

    /// <summary>A parameter that other rules may refer to by name (aliases and conflicts).</summary>
    public string? Text(string parameter) => parameter switch
    {
        Parameters.Resolution => Resolution,
        Parameters.AspectRatio => AspectRatio,
        _ => null,
    };

    public RequestValues WithText(string parameter, string value) => parameter switch
    {
        Parameters.Resolution => this with { Resolution = value },
        Parameters.AspectRatio => this with { AspectRatio = value },
        _ => this,
    };

    public RequestValues WithDefaults(RuleSet rules)
    {
        var parameters = rules.Parameters;
        return this with
        {
            Prompt = Prompt ?? parameters.GetValueOrDefault(Parameters.Prompt)?.Default,
            Duration = Duration ?? parameters.GetValueOrDefault(Parameters.Duration)?.DefaultNumber,
            Resolution = Resolution ?? parameters.GetValueOrDefault(Parameters.Resolution)?.Default,
            AspectRatio = AspectRatio ?? parameters.GetValueOrDefault(Parameters.AspectRatio)?.Default,
            Audio = Audio ?? parameters.GetValueOrDefault(Parameters.Audio)?.DefaultFlag,
            Seed = Seed ?? parameters.GetValueOrDefault(Parameters.Seed)?.DefaultNumber,
        };
    }
}

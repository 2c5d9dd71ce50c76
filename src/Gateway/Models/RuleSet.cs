using System.Collections.Frozen;

namespace Gateway.Models;

/// <summary>
/// The one shape of rules: a model's row, a mode's differences and a route's narrowing.
/// A complete set names every supported parameter; a difference names only what it narrows.
/// </summary>
internal sealed record RuleSet
{
    /// <summary>By parameter name. In a complete set: the supported ones.</summary>
    public FrozenDictionary<string, ParameterRule> Parameters { get; init; } = FrozenDictionary<string, ParameterRule>.Empty;

    public FrozenSet<string> Required { get; init; } = [];

    /// <summary>What a difference takes away; in a complete set it is gone from the parameters already.</summary>
    public FrozenSet<string> Unsupported { get; init; } = [];

    public int? MinImages { get; init; }

    public int? MaxImages { get; init; }

    /// <summary>Null: nothing is said about it.</summary>
    public MetadataRule? Metadata { get; init; }

    /// <summary>This complete set, narrowed.</summary>
    public RuleSet And(RuleSet narrower)
    {
        var parameters = Parameters
            .Where(parameter => !narrower.Unsupported.Contains(parameter.Key))
            .ToFrozenDictionary(parameter => parameter.Key, parameter =>
                narrower.Parameters.TryGetValue(parameter.Key, out var narrow) ? parameter.Value.And(narrow) : parameter.Value);
        return new()
        {
            Parameters = parameters,
            Required = Required.Union(narrower.Required).ToFrozenSet(),
            MinImages = MinImages > narrower.MinImages ? MinImages : narrower.MinImages ?? MinImages,
            MaxImages = MaxImages < narrower.MaxImages ? MaxImages : narrower.MaxImages ?? MaxImages,
            Metadata = (Metadata ?? MetadataRule.Any).And(narrower.Metadata).WithAliases(parameters),
        };
    }
}

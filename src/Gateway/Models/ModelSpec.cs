using Gateway.Canonical;

namespace Gateway.Models;

/// <summary>One model of the catalogue: everything that depends on the model is read from here.</summary>
internal sealed record ModelSpec
{
    public required string Name { get; init; }

    public required string OwnedBy { get; init; }

    /// <summary>In the order in which one is chosen.</summary>
    public required IReadOnlyList<ModeSpec> Modes { get; init; }

    /// <summary>In order of preference.</summary>
    public required IReadOnlyList<ModelRoute> Routes { get; init; }

    /// <summary>The model's own row, without the modes' differences: all that can be said when the mode is unknown.</summary>
    public required RuleSet Rules { get; init; }

    public required PriceTable Prices { get; init; }

    /// <summary>The metadata fields of all models: one of these is unsupported here rather than unknown.</summary>
    public required IReadOnlySet<string> KnownMetadata { get; init; }

    /// <summary>In credits, exact.</summary>
    public decimal PriceOf(ResolvedRequest request) => Prices.Of(request);
}

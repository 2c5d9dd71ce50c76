namespace Gateway.Generations;

/// <summary>What a create would do.</summary>
/// <param name="Routes">In the order of preference, those that can't serve too.</param>
/// <param name="Expected">Null until enough tasks of the model have completed.</param>
internal sealed record DryRunResult(CheckedRequest Request, IReadOnlyList<RouteTrial> Routes, ExpectedTime? Expected);

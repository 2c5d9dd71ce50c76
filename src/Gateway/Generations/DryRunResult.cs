namespace Gateway.Generations;

/// <summary>What a create would do.</summary>
/// <param name="Routes">In the order of preference, those that can't serve too.</param>
internal sealed record DryRunResult(CheckedRequest Request, IReadOnlyList<RouteTrial> Routes);

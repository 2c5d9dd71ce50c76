namespace Gateway.Telemetry;

/// <summary>A histogram of the gateway's own.</summary>
/// <param name="Bounds">The upper ends of its buckets.</param>
internal sealed record HistogramSpec(string Name, string Help, IReadOnlyList<double> Bounds);

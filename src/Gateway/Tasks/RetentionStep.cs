namespace Gateway.Tasks;

/// <summary>What a step of <see cref="ITaskRetention"/> has done.</summary>
/// <param name="Looked">How many tasks were looked at; when it is as many as were allowed, there may be more.</param>
/// <param name="Gone">How many of them have gone.</param>
/// <param name="Last">The last one that was looked at.</param>
internal sealed record RetentionStep(int Looked, int Gone, string? Last);

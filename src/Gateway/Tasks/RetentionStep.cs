namespace Gateway.Tasks;

/// <summary>What a step of <see cref="ITaskRetention"/> has done.</summary>
/// <param name="Found">How many tasks could go; when it is as many as were allowed, there may be more.</param>
/// <param name="Gone">How many of them have gone: the rest were changed meanwhile.</param>
/// <param name="Last">The last id that was found.</param>
internal sealed record RetentionStep(int Found, int Gone, string? Last);

namespace Gateway.Generations;

/// <summary>How long a task like this one usually takes, from create to end.</summary>
internal sealed record ExpectedTime(TimeSpan Median, TimeSpan P90);

namespace Gateway.Sandbox;

/// <summary>How the simulated upstreams behave.</summary>
public sealed record SandboxOptions
{
    /// <summary>The bearer secrets that all three upstreams accept; default <c>sandbox-key</c>.</summary>
    public IReadOnlyCollection<string> Keys { get; init; } = ["sandbox-key"];

    /// <summary>How long a job waits before it runs; default 1 s.</summary>
    public TimeSpan QueuedFor { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a job runs, after it waited; default 4 s.</summary>
    public TimeSpan RunsFor { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>Path of a JSON-lines file of the created jobs, so that they outlive the process; null keeps them in memory only.</summary>
    public string? Journal { get; init; }
}

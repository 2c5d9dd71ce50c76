using System.Text.Json;

namespace Gateway.Benchmarks.Roles;

/// <summary>How often the stub upstream was called.</summary>
internal sealed record StubFigures(long Creates, long Polls)
{
    public const string Path = "/stats";

    /// <summary>From this call on every job has ended.</summary>
    public const string EndJobs = "/end";

    public string Json() => JsonSerializer.Serialize(this, BenchmarkJson.Default.StubFigures);
}

using System.Text.Json;

namespace Gateway.Benchmarks.Roles;

/// <summary>How often the stub upstream was called.</summary>
internal sealed record StubFigures(long Creates, long Polls)
{
    public const string Path = "/stats";

    public string Json() => JsonSerializer.Serialize(this, BenchmarkJson.Default.StubFigures);
}

using System.Text.Json;

namespace Gateway.Benchmarks.Roles;

/// <summary>What only the process itself can tell about its memory.</summary>
internal sealed record ProcessFigures(long AllocatedBytes, long HeapBytes, int Gen0, int Gen1, int Gen2)
{
    public const string Path = "/bench/process";

    public static ProcessFigures Now() => new(
        GC.GetTotalAllocatedBytes(precise: true),
        GC.GetTotalMemory(forceFullCollection: false),
        GC.CollectionCount(0),
        GC.CollectionCount(1),
        GC.CollectionCount(2));

    public string Json() => JsonSerializer.Serialize(this, BenchmarkJson.Default.ProcessFigures);
}

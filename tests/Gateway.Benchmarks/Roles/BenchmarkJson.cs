using System.Text.Json.Serialization;

namespace Gateway.Benchmarks.Roles;

[JsonSerializable(typeof(ProcessFigures))]
[JsonSerializable(typeof(StubFigures))]
internal sealed partial class BenchmarkJson : JsonSerializerContext;

using System.Text.Json.Serialization;

namespace Gateway.Sandbox;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SandboxJob))]
[JsonSerializable(typeof(IReadOnlyList<SandboxJob>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, SandboxRequests>))]
internal sealed partial class SandboxJson : JsonSerializerContext;

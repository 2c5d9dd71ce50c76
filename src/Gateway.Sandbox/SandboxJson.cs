using System.Text.Json.Serialization;
using Gateway.Sandbox.Receiver;

namespace Gateway.Sandbox;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SandboxJob))]
[JsonSerializable(typeof(IReadOnlyList<SandboxJob>))]
[JsonSerializable(typeof(IReadOnlyList<ReceivedMessage>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, SandboxRequests>))]
internal sealed partial class SandboxJson : JsonSerializerContext;

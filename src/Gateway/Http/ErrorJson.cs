using System.Text.Json.Serialization;

namespace Gateway.Http;

[JsonSerializable(typeof(List<string>))]
internal sealed partial class ErrorJson : JsonSerializerContext;

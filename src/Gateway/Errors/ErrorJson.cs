using System.Text.Json.Serialization;

namespace Gateway.Errors;

[JsonSerializable(typeof(List<string>))]
internal sealed partial class ErrorJson : JsonSerializerContext;

using Microsoft.OpenApi;

namespace Gateway.OpenApi;

/// <summary>What may be given as <c>callback_url</c>. Which URLs are taken depends on the settings, and no pattern says it.</summary>
internal static class CallbackUrlSchema
{
    public static OpenApiSchema Make() => new() { Type = JsonSchemaType.String | JsonSchemaType.Null, Format = "uri" };
}

using Gateway.Models;
using Microsoft.OpenApi;

namespace Gateway.OpenApi;

/// <summary>What <see cref="ImageUrl"/> takes, as far as a pattern can say it.</summary>
internal static class ImageUrlSchema
{
    public const string Name = "ImageUrl";

    /// <summary>White space, control characters and the backslash, spelled out: engines of regular expressions differ in what they call a space.</summary>
    private const string Never = @"\u0000-\u0020\u007f-\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\\";

    public static OpenApiSchema Make() => new()
    {
        Type = JsonSchemaType.String,
        Format = "uri",
        Pattern = $"^[hH][tT][tT][pP][sS]?://[^/?#@{Never}]+([/?#][^{Never}]*)?$",
        Description = "An absolute http or https URL with a host and without user name or white space; no image data.",
    };

    /// <param name="most">Null is no limit.</param>
    public static OpenApiSchema List(int least, int? most, IOpenApiSchema items) => new()
    {
        Type = least > 0 ? JsonSchemaType.Array : JsonSchemaType.Array | JsonSchemaType.Null,
        MinItems = least > 0 ? least : null,
        MaxItems = most,
        Items = items,
    };
}

using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Gateway.OpenApi;

/// <summary>Says which key each document's calls need.</summary>
internal sealed class SecurityFilter : IDocumentFilter
{
    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        var (scheme, description) = context.DocumentName == Documents.Operators
            ? ("adminKey", "An operator's key: the setting Admin:Key, or one of Admin:Operators. A viewer's may only read.")
            : ("gatewayKey", "A gateway key.");
        swaggerDoc.AddComponent<IOpenApiSecurityScheme>(
            scheme, new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = description });
        swaggerDoc.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(scheme, swaggerDoc)] = [] }];
    }
}

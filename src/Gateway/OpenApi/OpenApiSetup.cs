using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.OpenApi;

namespace Gateway.OpenApi;

/// <summary>The API's document at <c>/openapi/v1.json</c> and a page to read it at <c>/docs</c>.</summary>
internal static class OpenApiSetup
{
    public const string AdminScheme = "adminKey";
    private const string Scheme = "gatewayKey";

    public static void AddOpenApiDocument(this IServiceCollection services)
    {
        services.AddEndpointsApiExplorer();
        // Swashbuckle names members as the application's JSON does; nothing else here is serialised by reflection.
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower));
        });
        services.AddSwaggerGen(generator =>
        {
            generator.SwaggerDoc("v1", new OpenApiInfo
            {
                Title = "Gateway",
                Version = "v1",
                Description = "One API in front of every video-generation provider.",
            });
            generator.AddSecurityDefinition(Scheme, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "A gateway key.",
            });
            generator.AddSecurityDefinition(AdminScheme, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "The operators' key: the setting Admin:Key.",
            });
            generator.AddSecurityRequirement(document => new OpenApiSecurityRequirement
            {
                [new OpenApiSecuritySchemeReference(Scheme, document)] = [],
            });
            generator.SupportNonNullableReferenceTypes();
            // Without it a member that is null or an object is said never to be null, and generated clients break on it.
            generator.UseAllOfToExtendReferenceSchemas();
            generator.IncludeXmlComments(typeof(OpenApiSetup).Assembly);
            generator.OperationFilter<OperationFilter>();
            generator.DocumentFilter<CatalogueFilter>();
        });
    }

    public static void UseOpenApiDocument(this IApplicationBuilder app)
    {
        app.UseSwagger(swagger => swagger.RouteTemplate = "openapi/{documentName}.json");
        app.UseSwaggerUI(page =>
        {
            page.RoutePrefix = "docs";
            page.DocumentTitle = "Gateway API";
            page.SwaggerEndpoint("/openapi/v1.json", "Gateway v1");
        });
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.OpenApi;

namespace Gateway.OpenApi;

/// <summary>The API's documents, one for clients and one for operators.</summary>
internal static class OpenApiSetup
{
    /// <summary>Raised with a change that breaks callers, which the tests find.</summary>
    private const string Version = "1.1";

    public static void AddOpenApiDocuments(this IServiceCollection services)
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
            foreach (var name in (string[])[Documents.Clients, Documents.PlainClients])
            {
                generator.SwaggerDoc(name, new OpenApiInfo
                {
                    Title = "Gateway",
                    Version = Version,
                    Description = "One API in front of every video-generation provider.",
                });
            }

            generator.SwaggerDoc(Documents.Operators, new OpenApiInfo
            {
                Title = "Gateway for operators",
                Version = Version,
                Description = "Keys and their limits, upstreams, every team's tasks.",
            });
            generator.DocInclusionPredicate(Documents.Has);
            generator.SupportNonNullableReferenceTypes();
            // Without it a member that is null or an object is said never to be null, and generated clients break on it.
            generator.UseAllOfToExtendReferenceSchemas();
            generator.IncludeXmlComments(typeof(OpenApiSetup).Assembly);
            generator.OperationFilter<OperationFilter>();
            generator.DocumentFilter<NullsFilter>();
            generator.DocumentFilter<RequestSchemaFilter>();
            generator.DocumentFilter<SecurityFilter>();
            generator.DocumentFilter<TagFilter>();
        });
        services.AddSingleton<Documents>();
    }

    public static void MapOpenApiDocuments(this IEndpointRouteBuilder routes)
    {
        foreach (var name in Documents.All)
        {
            routes.MapGet(Documents.PathOf(name), (HttpContext http, Documents documents) => documents.Answer(http, name)).ExcludeFromDescription();
        }
    }
}

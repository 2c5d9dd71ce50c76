using System.Text.Json.Nodes;
using Gateway.Models;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Gateway.OpenApi;

/// <summary>The request's model names come from the catalogue, so that the document can't say anything else.</summary>
internal sealed class CatalogueFilter(LiveCatalogue catalogue) : IDocumentFilter
{
    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        // The operators' document has no such request.
        if (!context.SchemaRepository.Schemas.TryGetValue(nameof(VideoGenerationRequest), out var schema))
        {
            return;
        }

        var request = (OpenApiSchema)schema;
        var model = (OpenApiSchema)request.Properties!["model"];
        model.Enum = [.. catalogue.Current.Models.Select(spec => (JsonNode)spec.Name)];
        request.AdditionalPropertiesAllowed = false;
    }
}

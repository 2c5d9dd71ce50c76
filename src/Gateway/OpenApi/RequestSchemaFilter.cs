using Gateway.Models;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Gateway.OpenApi;

/// <summary>Makes the request's schema from the catalogue that requests are held against, so that the document can't say anything else.</summary>
internal sealed class RequestSchemaFilter(LiveCatalogue catalogue) : IDocumentFilter
{
    private const string About =
        "A video to generate. Which values are possible depends on the model. Beyond what the schema says, and where it differs:\n\n";

    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        var schemas = swaggerDoc.Components!.Schemas!;
        // The operators' document has no such request.
        if (schemas.ContainsKey(nameof(VideoGenerationRequest)))
        {
            var shared = new SharedSchemas(swaggerDoc);
            var request = context.DocumentName == Documents.PlainClients ? PlainSchema.Of(catalogue.Current.Models, shared) : PerModel(shared);
            request.Description = About + UnsaidRules.AsList;
            schemas[nameof(VideoGenerationRequest)] = request;
        }
    }

    private OpenApiSchema PerModel(SharedSchemas shared)
    {
        var byModel = new Dictionary<string, OpenApiSchemaReference>();
        foreach (var model in catalogue.Current.Models)
        {
            byModel.Add(model.Name, shared.Reference(FreeName(ModelSchema.NameOf(model), byModel), () => ModelSchema.Of(model, shared)));
        }

        return new()
        {
            OneOf = [.. byModel.Values],
            Discriminator = new() { PropertyName = Parameters.Model, Mapping = byModel },
        };
    }

    /// <summary>Two models' names may differ in nothing but what a type's name can't have.</summary>
    private static string FreeName(string name, Dictionary<string, OpenApiSchemaReference> taken) =>
        Enumerable.Range(1, taken.Count + 1)
            .Select(number => number == 1 ? name : $"{name}{number}")
            .First(free => taken.Values.All(other => other.Reference.Id != free));
}

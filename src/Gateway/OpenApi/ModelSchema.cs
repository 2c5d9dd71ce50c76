using Gateway.Models;
using Microsoft.OpenApi;

namespace Gateway.OpenApi;

/// <summary>A model's row of the matrix as the schema of its requests.</summary>
internal static class ModelSchema
{
    public static OpenApiSchema Of(ModelSpec model, SharedSchemas shared)
    {
        var ways = ModeWay.Of(model);
        var only = ways.Count == 1 ? ways[0].Mode : null;
        var schema = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = $"A request for {model.Name}.",
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                [Parameters.Model] = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [model.Name] },
            },
            Required = new HashSet<string> { Parameters.Model },
            AdditionalPropertiesAllowed = false,
        };
        ModeSchema.Add(schema, only?.Rules ?? model.Rules, null, ways.Min(way => way.MinImages), ways.Max(way => way.MaxImages), shared);
        var metadata = (only?.Rules ?? model.Rules).Metadata ?? MetadataRule.None;
        schema.Properties.Add(Parameters.Metadata, MetadataSchema.Of(metadata, shared));
        schema.Properties.Add(Parameters.CallbackUrl, CallbackUrlSchema.Make());
        schema.Not = MetadataSchema.Conflicts(metadata);
        schema.AnyOf = only is null ? [.. ways.Select(way => ModeSchema.Of(model, way, shared))] : null;
        foreach (var (name, member) in schema.Properties)
        {
            ((OpenApiSchema)member).Description = FieldTexts.Of(name);
        }

        return schema;
    }

    /// <summary>The name of the schema: "viduq3-pro" becomes "Viduq3ProRequest".</summary>
    public static string NameOf(ModelSpec model) =>
        string.Concat(model.Name.Split('-', '_', '/', ' ').Select(part => string.Concat(part.Where(char.IsAsciiLetterOrDigit)))
            .Where(part => part.Length > 0).Select(part => char.ToUpperInvariant(part[0]) + part[1..])) + "Request";
}

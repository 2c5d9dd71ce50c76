using System.Globalization;
using Gateway.Models;
using Microsoft.OpenApi;

namespace Gateway.OpenApi;

/// <summary>One schema for the requests of all models, for tools that make nothing good of <c>oneOf</c>: their fields, with the widest limits.</summary>
internal static class PlainSchema
{
    private const string Metadata = "VideoRequestMetadata";

    public static OpenApiSchema Of(IReadOnlyList<ModelSpec> models, SharedSchemas shared)
    {
        var schema = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Properties = new Dictionary<string, IOpenApiSchema>(),
            Required = new HashSet<string> { Parameters.Model },
            AdditionalPropertiesAllowed = false,
        };
        foreach (var name in Parameters.Fields.Where(name => name != Parameters.Metadata))
        {
            var member = name switch
            {
                Parameters.Model => Model(models),
                Parameters.CallbackUrl => CallbackUrlSchema.Make(),
                Parameters.ImageUrls => ImageUrlSchema.List(0, models.Max(model => model.Modes.Max(mode => mode.MaxImages)), shared.ImageUrl),
                _ => Widest(models.Select(model => model.Rules.Parameters.GetValueOrDefault(name)), shared),
            };
            if (member is not null)
            {
                member.Description = FieldTexts.Of(name) + Values(name, models);
                schema.Properties.Add(name, member);
            }
        }

        schema.Properties.Add(Parameters.Metadata, shared.Reference(Metadata, () => MetadataOf(models, shared)));
        return schema;
    }

    /// <summary>Every field that some model gives a meaning; a client's own members stand beside them.</summary>
    private static OpenApiSchema MetadataOf(IReadOnlyList<ModelSpec> models, SharedSchemas shared)
    {
        var rules = models.SelectMany(model => (model.Rules.Metadata ?? MetadataRule.None).Fields).ToLookup(field => field.Key, field => field.Value);
        return new()
        {
            Type = JsonSchemaType.Object | JsonSchemaType.Null,
            Description = "Extras of a model, at most 16 KiB; echoed in the task. Which of them a model takes, and whether it takes others, is in its row of GET /v1/models.",
            Properties = rules.OrderBy(field => field.Key, StringComparer.Ordinal).ToDictionary(
                field => field.Key,
                IOpenApiSchema (field) => Described(Widest(field, shared)!, Allowed(field))),
            AdditionalPropertiesAllowed = true,
            AdditionalProperties = new OpenApiSchema(),
        };
    }

    private static OpenApiSchema Model(IReadOnlyList<ModelSpec> models) => new()
    {
        Type = JsonSchemaType.String,
        MinLength = 1,
    };

    /// <summary>The type and the range that holds every model's; null when no model has the parameter.</summary>
    private static OpenApiSchema? Widest(IEnumerable<ParameterRule?> rules, SharedSchemas shared)
    {
        var known = rules.OfType<ParameterRule>().ToList();
        if (known.Count == 0)
        {
            return null;
        }

        var type = known[0].Type == ParameterType.Ratio ? ParameterType.Text : known[0].Type;
        var (least, most) = known[0].Type == ParameterType.Ratio ? (new List<long?> { null }, new List<long?> { null }) : (known.Select(Least).ToList(), known.Select(Most).ToList());
        var widest = new ParameterRule(known[0].Param, type, least.Contains(null) ? null : least.Min(), most.Contains(null) ? null : most.Max());
        return ParameterSchema.Of(widest, shared);
    }

    private static long? Least(ParameterRule rule) => Numbers(rule)?.Min() ?? rule.Min;

    private static long? Most(ParameterRule rule) => Numbers(rule)?.Max() ?? rule.Max;

    private static IEnumerable<long>? Numbers(ParameterRule rule) =>
        rule is { Type: ParameterType.Integer, Allowed: { } values } ? values.Select(value => long.Parse(value, CultureInfo.InvariantCulture)) : null;

    private static string Values(string name, IReadOnlyList<ModelSpec> models) => name == Parameters.Model
        ? $" Here: {string.Join(", ", models.Select(model => model.Name))}."
        : Allowed(models.Select(model => model.Rules.Parameters.GetValueOrDefault(name)).OfType<ParameterRule>());

    private static string Allowed(IEnumerable<ParameterRule> rules)
    {
        var values = rules.Where(rule => rule.Type is ParameterType.Text).SelectMany(rule => rule.Allowed ?? []).Distinct().ToList();
        return values.Count == 0 ? "" : $" Depending on the model: {string.Join(", ", values)}.";
    }

    private static OpenApiSchema Described(OpenApiSchema schema, string description)
    {
        schema.Description = description.Length == 0 ? null : description.Trim();
        return schema;
    }
}

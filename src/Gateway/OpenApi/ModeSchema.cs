using Gateway.Canonical;
using Gateway.Models;
using Microsoft.OpenApi;

namespace Gateway.OpenApi;

/// <summary>What one way to ask for a mode adds to its model's schema: the number of images, and what the mode needs or does not take.</summary>
internal static class ModeSchema
{
    public static OpenApiSchema Of(ModelSpec model, ModeWay way, SharedSchemas shared)
    {
        var schema = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Title = way.Mode.Mode.Name(),
            Properties = new Dictionary<string, IOpenApiSchema>(),
            Required = new HashSet<string>(),
        };
        Add(schema, way.Mode.Rules, model.Rules, way.MinImages, way.MaxImages, shared);
        AddMetadata(schema, model, way, shared);
        return schema;
    }

    /// <summary>Adds what differs from the wider rules, and the images.</summary>
    /// <param name="wide">Null to add everything.</param>
    public static void Add(OpenApiSchema schema, RuleSet rules, RuleSet? wide, int minImages, int? maxImages, SharedSchemas shared)
    {
        foreach (var name in Parameters.Fields)
        {
            if (name == Parameters.ImageUrls)
            {
                AddImages(schema, minImages, maxImages, shared);
            }
            else if (rules.Parameters.TryGetValue(name, out var rule))
            {
                AddParameter(schema, rule, wide?.Parameters[name], IsRequired(rules, rule), shared);
            }
            else if (wide?.Parameters.TryGetValue(name, out var unsupported) == true)
            {
                schema.Properties!.Add(name, ParameterSchema.Absent(unsupported));
            }
        }
    }

    private static void AddImages(OpenApiSchema schema, int least, int? most, SharedSchemas shared)
    {
        schema.Properties!.Add(Parameters.ImageUrls, ImageUrlSchema.List(least, most, shared.ImageUrl));
        if (least > 0)
        {
            schema.Required!.Add(Parameters.ImageUrls);
        }
    }

    private static void AddParameter(OpenApiSchema schema, ParameterRule rule, ParameterRule? wide, bool required, SharedSchemas shared)
    {
        if (wide is null || required || !IsSame(rule, wide))
        {
            schema.Properties!.Add(rule.Param, ParameterSchema.Of(rule, shared, required));
        }

        if (required)
        {
            schema.Required!.Add(rule.Param);
        }
    }

    /// <summary>A default makes up for a value that is not given, and so does another place for it.</summary>
    private static bool IsRequired(RuleSet rules, ParameterRule rule) =>
        rules.Required.Contains(rule.Param)
        && rule.Default is null
        && rules.Metadata?.Fields.Values.Any(field => field.AliasOf == rule.Param) != true;

    private static void AddMetadata(OpenApiSchema schema, ModelSpec model, ModeWay way, SharedSchemas shared)
    {
        var rule = way.Mode.Rules.Metadata ?? MetadataRule.None;
        var narrowed = !IsSame(rule, model.Rules.Metadata ?? MetadataRule.None);
        var typed = model.Modes.Any(mode => mode.GenerationType is not null);
        if (!narrowed && !typed)
        {
            return;
        }

        var metadata = narrowed
            ? MetadataSchema.Of(rule, shared)
            : new() { Type = JsonSchemaType.Object | JsonSchemaType.Null, Properties = new Dictionary<string, IOpenApiSchema>() };
        if (typed)
        {
            AddType(schema, metadata, way, shared, rule.Fields[Parameters.GenerationType]);
        }

        schema.Properties!.Add(Parameters.Metadata, metadata);
    }

    private static void AddType(OpenApiSchema schema, OpenApiSchema metadata, ModeWay way, SharedSchemas shared, ParameterRule field)
    {
        metadata.Properties![Parameters.GenerationType] = way.Type is { } type
            ? ParameterSchema.Of(new ParameterRule(field.Param, ParameterType.Text, Allowed: [type]), shared, required: !way.TypeIsOptional)
            : ParameterSchema.Absent(field);
        if (!way.TypeIsOptional)
        {
            metadata.Type = JsonSchemaType.Object;
            metadata.Required = new HashSet<string> { Parameters.GenerationType };
            schema.Required!.Add(Parameters.Metadata);
        }
    }

    private static bool IsSame(MetadataRule a, MetadataRule b) =>
        a.Open == b.Open
        && a.Fields.Count == b.Fields.Count
        && a.Fields.All(field => b.Fields.TryGetValue(field.Key, out var other) && IsSame(field.Value, other));

    /// <summary>Lists are compared by what they hold; a record compares them by identity.</summary>
    private static bool IsSame(ParameterRule a, ParameterRule b) =>
        (a.Type, a.Min, a.Max, a.Default, a.AliasOf) == (b.Type, b.Min, b.Max, b.Default, b.AliasOf)
        && (a.Allowed ?? []).SequenceEqual(b.Allowed ?? []);
}

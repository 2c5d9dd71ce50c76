using Gateway.Models;
using Microsoft.OpenApi;

namespace Gateway.OpenApi;

/// <summary>A metadata rule as a schema.</summary>
internal static class MetadataSchema
{
    public static OpenApiSchema Of(MetadataRule rule, SharedSchemas shared) => new()
    {
        Type = JsonSchemaType.Object | JsonSchemaType.Null,
        Properties = rule.Fields.OrderBy(field => field.Key, StringComparer.Ordinal).ToDictionary(
            field => field.Key,
            IOpenApiSchema (field) => ParameterSchema.Of(field.Value, shared)),
        AdditionalPropertiesAllowed = rule.Open,
        AdditionalProperties = rule.Open ? new OpenApiSchema() : null,
    };

    /// <summary>Refuses a flag together with the values that it cannot go with; null when there is no such flag.</summary>
    public static OpenApiSchema? Conflicts(MetadataRule rule)
    {
        var pairs =
            from flag in rule.Fields
            from excluded in flag.Value.NotWith ?? Enumerable.Empty<KeyValuePair<string, IReadOnlyList<string>>>()
            from place in (IEnumerable<string?>)[null, .. rule.Fields.Where(field => field.Value.AliasOf == excluded.Key).Select(field => field.Key)]
            select (IOpenApiSchema)Together(flag.Key, excluded.Key, place, excluded.Value);
        var all = pairs.ToList();
        return all.Count == 0 ? null : new() { AnyOf = all };
    }

    /// <param name="alias">The metadata field that has the other parameter's value; null when it stands in its own place.</param>
    private static OpenApiSchema Together(string flag, string parameter, string? alias, IReadOnlyList<string> values)
    {
        var other = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. values.Select(value => ParameterSchema.Value(ParameterType.Text, value))] };
        var set = new OpenApiSchema { Type = JsonSchemaType.Boolean, Enum = [ParameterSchema.Value(ParameterType.Boolean, "true")] };
        return alias is null
            ? With((parameter, other), (Parameters.Metadata, With((flag, set))))
            : With((Parameters.Metadata, With((flag, set), (alias, other))));
    }

    private static OpenApiSchema With(params ReadOnlySpan<(string Name, IOpenApiSchema Schema)> members)
    {
        var schema = new OpenApiSchema { Type = JsonSchemaType.Object, Properties = new Dictionary<string, IOpenApiSchema>(), Required = new HashSet<string>() };
        foreach (var (name, member) in members)
        {
            schema.Properties.Add(name, member);
            schema.Required.Add(name);
        }

        return schema;
    }
}

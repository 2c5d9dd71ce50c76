using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Models;
using Microsoft.OpenApi;

namespace Gateway.OpenApi;

/// <summary>One parameter's rule as a schema.</summary>
internal static class ParameterSchema
{
    /// <param name="required">A value has to be there; otherwise null is as good as none.</param>
    public static OpenApiSchema Of(ParameterRule rule, SharedSchemas shared, bool required = false)
    {
        var type = TypeOf(rule.Type);
        var schema = new OpenApiSchema
        {
            Type = required ? type : type | JsonSchemaType.Null,
            Enum = rule.Allowed is null ? null : [.. rule.Allowed.Select(value => Value(rule.Type, value)), .. required ? [] : Null],
            Default = rule.Default is { } value ? Value(rule.Type, value) : null,
        };
        return rule.Allowed is null ? WithLimits(schema, rule, required, shared) : schema;
    }

    /// <summary>
    /// For a parameter that may not be given: only null is as good as none. Not an enum of null alone, of which openapi-fetch makes a
    /// type that nothing fits.
    /// </summary>
    public static OpenApiSchema Absent(ParameterRule rule) => new()
    {
        Type = TypeOf(rule.Type) | JsonSchemaType.Null,
        Not = new OpenApiSchema { Type = TypeOf(rule.Type) },
    };

    public static JsonNode Value(ParameterType type, string value) => type switch
    {
        ParameterType.Integer => long.Parse(value, CultureInfo.InvariantCulture),
        ParameterType.Boolean => bool.Parse(value),
        _ => value,
    };

    private static JsonNode[] Null => [JsonNullSentinel.JsonNull];

    private static OpenApiSchema WithLimits(OpenApiSchema schema, ParameterRule rule, bool required, SharedSchemas shared)
    {
        switch (rule.Type)
        {
            case ParameterType.Text:
                // An empty prompt is none.
                schema.MinLength = required && rule.Param == Parameters.Prompt ? 1 : null;
                schema.MaxLength = (int?)rule.Max;
                break;
            case ParameterType.Integer:
                schema.Format = rule.Max <= int.MaxValue ? "int32" : "int64";
                schema.Minimum = rule.Min?.ToString(CultureInfo.InvariantCulture);
                schema.Maximum = rule.Max?.ToString(CultureInfo.InvariantCulture);
                break;
            case ParameterType.Ratio:
                schema.Pattern = RatioPattern.UpTo(rule.Max!.Value);
                break;
            case ParameterType.Subjects:
                schema.Items = shared.Subject(rule);
                break;
        }

        return schema;
    }

    private static JsonSchemaType TypeOf(ParameterType type) => type switch
    {
        ParameterType.Integer => JsonSchemaType.Integer,
        ParameterType.Boolean => JsonSchemaType.Boolean,
        ParameterType.Subjects => JsonSchemaType.Array,
        _ => JsonSchemaType.String,
    };
}

using System.Text.Json;
using Gateway.Tests.Support;

namespace Gateway.Tests.OpenApi;

/// <summary>Holds JSON against the part of JSON Schema that our documents use; a keyword beyond it is an error, not a pass.</summary>
/// <param name="schemas">What references point to.</param>
internal sealed class JsonSchema(JsonElement schemas)
{
    private const string Reference = "#/components/schemas/";

    private static readonly HashSet<string> Understood =
    [
        "$ref", "allOf", "nullable", "enum", "type", "format", "minLength", "minimum", "maximum", "items", "properties", "required", "additionalProperties",
        "description", "example", "default",
    ];

    /// <returns>What is wrong, a sentence each with the place.</returns>
    public IEnumerable<string> Faults(JsonElement schema, JsonElement value, string at)
    {
        foreach (var keyword in schema.EnumerateObject().Where(keyword => !Understood.Contains(keyword.Name)))
        {
            throw new NotSupportedException($"{at}: the document uses {keyword.Name}, which this check does not know");
        }

        if (value.ValueKind == JsonValueKind.Null)
        {
            return IsNullable(schema) ? [] : [$"{at} is null"];
        }

        // A value of another type can't be held against limits.
        var ofType = Referred(schema).SelectMany(referred => Faults(referred, value, at)).Concat(OfType(schema, value, at)).ToList();
        return ofType.Count > 0 ? ofType : OfValue(schema, value, at);
    }

    /// <summary>A schema that says nothing of the type takes anything but null: that is how client generators read it.</summary>
    private static bool IsNullable(JsonElement schema) => schema.TryGetProperty("nullable", out var nullable) && nullable.GetBoolean();

    private IEnumerable<JsonElement> Referred(JsonElement schema)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            yield return schemas.At(reference.ToString()[Reference.Length..]);
        }

        foreach (var part in Items(schema, "allOf"))
        {
            yield return part;
        }
    }

    private IEnumerable<string> OfType(JsonElement schema, JsonElement value, string at)
    {
        var type = schema.TryGetProperty("type", out var word) ? word.ToString() : null;
        var fits = type switch
        {
            null => true,
            "object" => value.ValueKind == JsonValueKind.Object,
            "array" => value.ValueKind == JsonValueKind.Array,
            "string" => value.ValueKind == JsonValueKind.String,
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "number" => value.ValueKind == JsonValueKind.Number,
            "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
            _ => throw new NotSupportedException($"{at}: type {type}"),
        };
        return !fits ? [$"{at} is {value.ValueKind}, not {type}"] : type switch
        {
            "object" => OfObject(schema, value, at),
            "array" => value.EnumerateArray().Index().SelectMany(item => Faults(schema.At("items"), item.Item, $"{at}[{item.Index}]")),
            _ => [],
        };
    }

    private IEnumerable<string> OfObject(JsonElement schema, JsonElement value, string at)
    {
        foreach (var name in Items(schema, "required").Select(name => name.ToString()).Where(name => !value.TryGetProperty(name, out _)))
        {
            yield return $"{at}.{name} is missing";
        }

        var properties = schema.TryGetProperty("properties", out var known) ? known : default;
        var others = schema.TryGetProperty("additionalProperties", out var rule) ? rule : default;
        foreach (var member in value.EnumerateObject())
        {
            var place = $"{at}.{member.Name}";
            if (properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty(member.Name, out var property))
            {
                foreach (var fault in Faults(property, member.Value, place))
                {
                    yield return fault;
                }
            }
            else if (others.ValueKind != JsonValueKind.Object)
            {
                yield return $"{place} is not in the document";
            }
        }
    }

    private static IEnumerable<string> OfValue(JsonElement schema, JsonElement value, string at)
    {
        if (schema.TryGetProperty("enum", out var words) && !words.EnumerateArray().Any(word => JsonElement.DeepEquals(word, value)))
        {
            yield return $"{at} is {value}, none of {words}";
        }

        if (schema.TryGetProperty("minLength", out var least) && value.ToString().Length < least.GetInt32())
        {
            yield return $"{at} is too short";
        }

        if ((schema.TryGetProperty("minimum", out var min) && value.GetDecimal() < min.GetDecimal())
            || (schema.TryGetProperty("maximum", out var max) && value.GetDecimal() > max.GetDecimal()))
        {
            yield return $"{at} is {value}, out of its range";
        }

        if (schema.TryGetProperty("format", out var format) && !HasFormat(format.ToString(), value))
        {
            yield return $"{at} is {value}, not {format}";
        }
    }

    private static bool HasFormat(string format, JsonElement value) => format switch
    {
        "int32" => value.TryGetInt32(out _),
        "int64" => value.TryGetInt64(out _),
        "double" => value.TryGetDouble(out _),
        "uri" => Uri.TryCreate(value.ToString(), UriKind.Absolute, out _),
        _ => throw new NotSupportedException($"format {format}"),
    };

    private static JsonElement.ArrayEnumerator Items(JsonElement schema, string keyword) =>
        schema.TryGetProperty(keyword, out var items) ? items.EnumerateArray() : default;
}

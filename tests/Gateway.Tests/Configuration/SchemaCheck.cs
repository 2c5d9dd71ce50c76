using System.Text.Json;
using System.Text.RegularExpressions;

namespace Gateway.Tests.Configuration;

/// <summary>Holds settings against the part of JSON Schema that their schema uses.</summary>
internal static class SchemaCheck
{
    private static readonly HashSet<string> Understood =
    [
        "$schema", "title", "description", "default", "type", "enum", "pattern", "minimum", "maximum", "items", "properties", "patternProperties",
        "additionalProperties", "propertyNames",
    ];

    /// <returns>What is wrong, a sentence each with the place.</returns>
    public static IEnumerable<string> Faults(JsonElement schema, JsonElement value, string at)
    {
        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return schema.GetBoolean() ? [] : [$"{at} is not in the schema"];
        }

        schema.EnumerateObject().Select(keyword => keyword.Name).Except(Understood).ShouldBeEmpty();
        return OfValue(schema, value, at).Concat(value.ValueKind switch
        {
            JsonValueKind.Object => OfObject(schema, value, at),
            JsonValueKind.Array when schema.TryGetProperty("items", out var items) => value.EnumerateArray().SelectMany((item, index) => Faults(items, item, $"{at}:{index}")),
            _ => [],
        });
    }

    private static IEnumerable<string> OfValue(JsonElement schema, JsonElement value, string at)
    {
        if (schema.TryGetProperty("type", out var types) && !Words(types).Any(type => Is(type, value)))
        {
            yield return $"{at} is {value.ValueKind}, not {types}";
        }

        if (schema.TryGetProperty("enum", out var allowed) && !allowed.EnumerateArray().Any(word => JsonElement.DeepEquals(word, value)))
        {
            yield return $"{at} is {value}, none of {allowed}";
        }

        if (value.ValueKind == JsonValueKind.String && schema.TryGetProperty("pattern", out var pattern) && !Regex.IsMatch(value.ToString(), pattern.ToString()))
        {
            yield return $"{at} is {value}, not {pattern}";
        }

        if (value.ValueKind == JsonValueKind.Number
            && ((schema.TryGetProperty("minimum", out var min) && value.GetDecimal() < min.GetDecimal())
                || (schema.TryGetProperty("maximum", out var max) && value.GetDecimal() > max.GetDecimal())))
        {
            yield return $"{at} is {value}, out of its range";
        }
    }

    private static IEnumerable<string> OfObject(JsonElement schema, JsonElement value, string at)
    {
        foreach (var member in value.EnumerateObject())
        {
            var place = at.Length == 0 ? member.Name : $"{at}:{member.Name}";
            if (schema.TryGetProperty("propertyNames", out var names) && !names.GetProperty("enum").EnumerateArray().Any(name => name.ToString() == member.Name))
            {
                yield return $"{place} is none of {names}";
            }

            foreach (var fault in Of(schema, member.Name) is { } rule ? Faults(rule, member.Value, place) : [])
            {
                yield return fault;
            }
        }
    }

    /// <returns>The member's schema; null when anything may stand there.</returns>
    public static JsonElement? Of(JsonElement schema, string name)
    {
        if (schema.TryGetProperty("items", out var items))
        {
            return items;
        }

        if (schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(name, out var property))
        {
            return property;
        }

        if (schema.TryGetProperty("patternProperties", out var patterns) && patterns.EnumerateObject().FirstOrDefault(pattern => Regex.IsMatch(name, pattern.Name)) is { Value.ValueKind: JsonValueKind.Object } matched)
        {
            return matched.Value;
        }

        return schema.TryGetProperty("additionalProperties", out var others) ? others : null;
    }

    private static IEnumerable<string> Words(JsonElement types) => types.ValueKind == JsonValueKind.Array ? types.EnumerateArray().Select(type => type.ToString()) : [types.ToString()];

    private static bool Is(string type, JsonElement value) => type switch
    {
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        _ => string.Equals(type, value.ValueKind.ToString(), StringComparison.OrdinalIgnoreCase),
    };
}

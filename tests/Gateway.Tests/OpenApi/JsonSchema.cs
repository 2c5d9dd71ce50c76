using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gateway.Http;
using Gateway.Tests.Support;

namespace Gateway.Tests.OpenApi;

/// <summary>Holds JSON against the part of JSON Schema that our documents use; a keyword beyond it is an error, not a pass.</summary>
/// <param name="schemas">What references point to.</param>
/// <param name="asWritten">
/// Whether what a schema leaves open is open, as for requests. For answers it is not: generated clients fail on a member or a null
/// that the document does not mention.
/// </param>
internal sealed class JsonSchema(JsonElement schemas, bool asWritten = false)
{
    private const string Reference = "#/components/schemas/";

    private static readonly HashSet<string> Understood =
    [
        "$ref", "allOf", "nullable", "enum", "type", "format", "minLength", "minimum", "maximum", "items", "properties", "required", "additionalProperties",
        "oneOf", "anyOf", "not", "discriminator", "pattern", "maxLength", "minItems", "maxItems",
        "description", "title", "example", "default",
    ];

    private static readonly ConcurrentDictionary<string, Regex> Patterns = new();

    /// <returns>What is wrong, a sentence each with the place.</returns>
    public IEnumerable<string> Faults(JsonElement schema, JsonElement value, string at)
    {
        foreach (var keyword in schema.EnumerateObject().Where(keyword => !Understood.Contains(keyword.Name)))
        {
            throw new NotSupportedException($"{at}: the document uses {keyword.Name}, which this check does not know");
        }

        if (value.ValueKind == JsonValueKind.Null && !(asWritten && !schema.TryGetProperty("type", out _)))
        {
            return IsNullable(schema) ? [] : [$"{at} is null"];
        }

        // A value of another type can't be held against limits.
        var ofType = Referred(schema).SelectMany(referred => Faults(referred, value, at)).Concat(OfType(schema, value, at)).ToList();
        return ofType.Count > 0 ? ofType : OfValue(schema, value, at).Concat(OfChoices(schema, value, at));
    }

    private IEnumerable<string> OfChoices(JsonElement schema, JsonElement value, string at)
    {
        if (schema.TryGetProperty("oneOf", out var one) && one.EnumerateArray().Count(choice => !Faults(choice, value, at).Any()) != 1)
        {
            yield return $"{at} is not exactly one of its kinds";
        }

        if (schema.TryGetProperty("anyOf", out var any) && any.EnumerateArray().All(choice => Faults(choice, value, at).Any()))
        {
            yield return $"{at} is none of its kinds";
        }

        if (schema.TryGetProperty("not", out var not) && !Faults(not, value, at).Any())
        {
            yield return $"{at} is what it may not be";
        }
    }

    /// <summary>A schema that says nothing of the type takes anything but null: that is how client generators read it.</summary>
    private bool IsNullable(JsonElement schema) =>
        schema.TryGetProperty("nullable", out var nullable) ? nullable.GetBoolean()
        : schema.TryGetProperty("$ref", out var reference) && IsNullable(schemas.At(reference.ToString()[Reference.Length..]));

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
            // Any number that is mathematically whole, however it is written.
            "integer" => WholeNumber.TryRead(value, out _),
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
            else if (others.ValueKind == JsonValueKind.Object)
            {
                foreach (var fault in Faults(others, member.Value, place).Where(_ => asWritten))
                {
                    yield return fault;
                }
            }
            else if (!asWritten || others.ValueKind == JsonValueKind.False)
            {
                yield return $"{place} is not in the document";
            }
        }
    }

    private IEnumerable<string> OfValue(JsonElement schema, JsonElement value, string at)
    {
        if (schema.TryGetProperty("enum", out var words) && !words.EnumerateArray().Any(word => JsonElement.DeepEquals(word, value)))
        {
            yield return $"{at} is {value}, none of {words}";
        }

        if (schema.TryGetProperty("minLength", out var least) && value.ToString().Length < least.GetInt32())
        {
            yield return $"{at} is too short";
        }

        if (schema.TryGetProperty("maxLength", out var most) && value.ToString().EnumerateRunes().Count() > most.GetInt64())
        {
            yield return $"{at} is too long";
        }

        if (schema.TryGetProperty("pattern", out var pattern) && !Pattern(pattern.ToString()).IsMatch(value.ToString()))
        {
            yield return $"{at} is {value}, not {pattern}";
        }

        if (value.ValueKind == JsonValueKind.Array
            && ((schema.TryGetProperty("minItems", out var fewest) && value.GetArrayLength() < fewest.GetInt32())
                || (schema.TryGetProperty("maxItems", out var mostItems) && value.GetArrayLength() > mostItems.GetInt32())))
        {
            yield return $"{at} has {value.GetArrayLength()} items";
        }

        if ((schema.TryGetProperty("minimum", out var min) && Number(value) < min.GetDecimal())
            || (schema.TryGetProperty("maximum", out var max) && Number(value) > max.GetDecimal()))
        {
            yield return $"{at} is {value}, out of its range";
        }

        if (schema.TryGetProperty("format", out var format) && !HasFormat(format.ToString(), value))
        {
            yield return $"{at} is {value}, not {format}";
        }
    }

    /// <summary>A whole number of any size and spelling stands at the end of a long when it is beyond one.</summary>
    private static decimal Number(JsonElement value) => WholeNumber.TryRead(value, out var whole) ? whole : value.GetDecimal();

    /// <summary>JSON Schema's patterns end where the text ends; those of .NET also before a last line break.</summary>
    private static Regex Pattern(string pattern) => Patterns.GetOrAdd(
        pattern, text => new Regex(text.EndsWith('$') ? text[..^1] + "\\z" : text, RegexOptions.CultureInvariant));

    private bool HasFormat(string format, JsonElement value) => format switch
    {
        "int32" => WholeNumber.TryRead(value, out var whole) && whole is >= int.MinValue and <= int.MaxValue,
        "int64" => WholeNumber.TryRead(value, out _),
        "double" => value.TryGetDouble(out _),
        // Of requests only the pattern counts: what is a URI to one reader is none to another.
        "uri" when asWritten => true,
        "uri" => Uri.TryCreate(value.ToString(), UriKind.Absolute, out _),
        _ => throw new NotSupportedException($"format {format}"),
    };

    private static JsonElement.ArrayEnumerator Items(JsonElement schema, string keyword) =>
        schema.TryGetProperty(keyword, out var items) ? items.EnumerateArray() : default;
}

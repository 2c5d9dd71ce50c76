using System.Text.Json;
using Gateway.Tests.Support;

namespace Gateway.Tests.OpenApi;

/// <summary>
/// What a document promises to whoever calls, a line each. A line that is gone is a promise broken; a new one breaks nobody.
/// Limits are left out: they are the catalogue's, which every operator changes.
/// </summary>
internal static class Promises
{
    private const string Reference = "#/components/schemas/";

    public static IReadOnlyList<string> Of(string text)
    {
        var document = text.AsJson();
        var schemas = document.At("components", "schemas");
        var calls = (from path in document.At("paths").EnumerateObject()
                     from call in path.Value.EnumerateObject()
                     select (Line: $"{call.Name.ToUpperInvariant()} {path.Name}", Call: call.Value)).ToList();
        var taken = Reached(schemas, calls.Where(one => one.Call.TryGetProperty("requestBody", out _)).Select(one => one.Call.At("requestBody")));
        var given = Reached(schemas, calls.Select(one => one.Call.At("responses")));
        return
        [
            .. calls.SelectMany(one => OfCall(one.Line, one.Call)),
            .. taken.SelectMany(name => OfTaken(name, schemas.At(name))),
            .. given.SelectMany(name => OfGiven(name, schemas.At(name))),
        ];
    }

    private static IEnumerable<string> OfCall(string line, JsonElement call)
    {
        var name = call.Text("operationId");
        yield return $"{name} is {line}";
        var parameters = call.TryGetProperty("parameters", out var all) ? all.EnumerateArray().ToList() : [];
        var needed = parameters.Where(one => one.TryGetProperty("required", out var required) && required.GetBoolean()).Select(one => one.Text("name"));
        var body = call.TryGetProperty("requestBody", out var given) && given.TryGetProperty("required", out var must) && must.GetBoolean() ? ["a body"] : Array.Empty<string>();
        yield return $"{name} needs no more than: {string.Join(", ", needed.Concat(body))}";
        foreach (var parameter in parameters)
        {
            yield return $"{name} takes the {parameter.Text("in")} {parameter.Text("name")}: {Type(parameter.At("schema"))}";
        }

        if (body.Length > 0)
        {
            yield return $"{name} takes {Type(given.At("content").EnumerateObject().Single().Value.At("schema"))}";
        }

        foreach (var answer in call.At("responses").EnumerateObject().Where(answer => answer.Value.TryGetProperty("content", out _)))
        {
            var content = answer.Value.At("content").EnumerateObject().Single();
            yield return $"{name} answers {answer.Name} with {content.Name}: {Type(content.Value.At("schema"))}";
        }
    }

    private static IEnumerable<string> OfTaken(string name, JsonElement schema)
    {
        foreach (var word in Items(schema, "enum"))
        {
            yield return $"{name} may be {word}";
        }

        if (schema.TryGetProperty("properties", out var members))
        {
            yield return $"{name} needs no more than: {string.Join(", ", Items(schema, "required"))}";
            foreach (var member in members.EnumerateObject())
            {
                yield return $"{name} takes {member.Name}: {Type(member.Value)}";
            }
        }
    }

    private static IEnumerable<string> OfGiven(string name, JsonElement schema)
    {
        if (schema.TryGetProperty("enum", out _))
        {
            yield return $"{name} is nothing but: {string.Join(", ", Items(schema, "enum"))}";
        }

        var always = Items(schema, "required").ToList();
        foreach (var member in schema.TryGetProperty("properties", out var members) ? members.EnumerateObject() : default)
        {
            var mayLack = always.Contains(member.Name) ? "" : " or nothing";
            yield return $"{name} has {member.Name}: {Type(member.Value)}{(member.Value.TryGetProperty("nullable", out _) ? " or null" : "")}{mayLack}";
        }
    }

    private static string Type(JsonElement schema) =>
        schema.TryGetProperty("$ref", out var reference) ? reference.ToString()[Reference.Length..]
        : schema.TryGetProperty("allOf", out var all) ? Type(all[0])
        : schema.TryGetProperty("items", out var items) ? $"{Type(items)}[]"
        : schema.TryGetProperty("type", out var type) ? type.ToString()
        : "anything";

    private static SortedSet<string> Reached(JsonElement schemas, IEnumerable<JsonElement> from)
    {
        SortedSet<string> reached = new(StringComparer.Ordinal);
        foreach (var element in from)
        {
            Add(element);
        }

        return reached;

        void Add(JsonElement element)
        {
            foreach (var inner in element.ValueKind switch
            {
                JsonValueKind.Object => element.EnumerateObject().Select(member => member.Value),
                JsonValueKind.Array => element.EnumerateArray(),
                _ => [],
            })
            {
                Add(inner);
            }

            if (element.ValueKind == JsonValueKind.Object
                && element.TryGetProperty("$ref", out var reference)
                && reference.ValueKind == JsonValueKind.String
                && reference.ToString().StartsWith(Reference, StringComparison.Ordinal)
                && reached.Add(reference.ToString()[Reference.Length..]))
            {
                Add(schemas.At(reference.ToString()[Reference.Length..]));
            }
        }
    }

    private static IEnumerable<string> Items(JsonElement schema, string keyword) =>
        schema.TryGetProperty(keyword, out var items) ? items.EnumerateArray().Select(item => item.ToString()) : [];
}

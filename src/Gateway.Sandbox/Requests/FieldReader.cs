using System.Text.Json;

namespace Gateway.Sandbox.Requests;

/// <summary>
/// Reads a JSON object strictly and collects what is wrong with it. What it returns is null when the field is absent or wrong;
/// a field that nobody asked for is unknown.
/// </summary>
internal sealed class FieldReader
{
    private readonly JsonElement body;
    private readonly string path;
    private readonly List<string> problems;
    private readonly HashSet<string> known = [];

    public FieldReader(JsonElement body) : this(body, "", [])
    {
    }

    private FieldReader(JsonElement body, string path, List<string> problems)
    {
        this.body = body;
        this.path = path;
        this.problems = problems;
    }

    public IReadOnlyList<string> Problems => problems;

    public bool Has(string name) => body.TryGetProperty(name, out _);

    /// <summary>Text of 1 to <paramref name="max"/> Unicode code points.</summary>
    public string? Text(string name, int max = int.MaxValue, bool required = false)
    {
        var text = Find(name, "a string", required, JsonValueKind.String)?.GetString();
        var length = text?.EnumerateRunes().Count() ?? 1;
        if (length == 0 || length > max)
        {
            Problem(name, length == 0 ? "must not be empty" : $"is {length} characters long; at most {max}");
            return null;
        }

        return text;
    }

    public string? OneOf(string name, IReadOnlyCollection<string> allowed, bool required = false)
    {
        var text = Find(name, "a string", required, JsonValueKind.String)?.GetString();
        if (text is not null && !allowed.Contains(text))
        {
            Problem(name, $"is '{text}'; allowed: {string.Join(", ", allowed)}");
            return null;
        }

        return text;
    }

    public long? Integer(string name, long min, long max, bool required = false)
    {
        if (Find(name, "an integer", required, JsonValueKind.Number) is not { } number)
        {
            return null;
        }

        if (!number.TryGetInt64(out var value) || value < min || value > max)
        {
            Problem(name, $"is {number.GetRawText()}; allowed: integers from {min} to {max}");
            return null;
        }

        return value;
    }

    public bool? Flag(string name) =>
        Find(name, "true or false", required: false, JsonValueKind.True, JsonValueKind.False)?.GetBoolean();

    public string? Url(string name)
    {
        var text = Find(name, "a string", required: false, JsonValueKind.String)?.GetString();
        return text is not null && CheckUrl(name, text) ? text : null;
    }

    public IReadOnlyList<string>? Urls(string name, int min, int max, bool required = false)
    {
        if (Find(name, "an array", required, JsonValueKind.Array) is not { } array)
        {
            return null;
        }

        var items = array.EnumerateArray().ToList();
        if (items.Count < min || items.Count > max)
        {
            Problem(name, $"has {items.Count} items; allowed: {min} to {max}");
            return null;
        }

        var before = problems.Count;
        for (var index = 0; index < items.Count; index++)
        {
            var item = $"{name}[{index}]";
            if (Check(item, items[index], "a string", [JsonValueKind.String]))
            {
                CheckUrl(item, items[index].GetString()!);
            }
        }

        return problems.Count == before ? [.. items.Select(item => item.GetString()!)] : null;
    }

    public IReadOnlyList<string>? Texts(string name)
    {
        if (Find(name, "an array", required: true, JsonValueKind.Array) is not { } array)
        {
            return null;
        }

        return array.EnumerateArray().Index().All(item => Check($"{name}[{item.Index}]", item.Item, "a string", [JsonValueKind.String]))
            ? [.. array.EnumerateArray().Select(item => item.GetString()!)]
            : null;
    }

    public FieldReader? Object(string name) =>
        Find(name, "an object", required: false, JsonValueKind.Object) is { } value
            ? new FieldReader(value, $"{path}{name}.", problems)
            : null;

    /// <summary>An array's elements, each as an object.</summary>
    public IReadOnlyList<FieldReader>? Objects(string name)
    {
        if (Find(name, "an array", required: false, JsonValueKind.Array) is not { } array)
        {
            return null;
        }

        var readers = new List<FieldReader>();
        foreach (var (index, item) in array.EnumerateArray().Index())
        {
            if (Check($"{name}[{index}]", item, "an object", [JsonValueKind.Object]))
            {
                readers.Add(new FieldReader(item, $"{path}{name}[{index}].", problems));
            }
        }

        return readers;
    }

    /// <summary>A field that exists, but not here.</summary>
    public void Forbid(string name, string why)
    {
        known.Add(name);
        if (Has(name))
        {
            Problem(name, why);
        }
    }

    public void RefuseOthers()
    {
        foreach (var member in body.EnumerateObject().Where(member => !known.Contains(member.Name)))
        {
            Problem(member.Name, $"is unknown; known: {string.Join(", ", known)}");
        }
    }

    /// <summary>Anything may stand here, but null nowhere in it.</summary>
    public void RefuseNulls() => RefuseNulls(path.TrimEnd('.'), body);

    public void Problem(string name, string problem) => problems.Add($"{path}{name} {problem}");

    private void RefuseNulls(string place, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Null:
                problems.Add($"{place} must not be null");
                break;
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    RefuseNulls($"{place}.{member.Name}", member.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var (index, item) in element.EnumerateArray().Index())
                {
                    RefuseNulls($"{place}[{index}]", item);
                }

                break;
            default:
                break;
        }
    }

    private JsonElement? Find(string name, string expected, bool required, params ReadOnlySpan<JsonValueKind> kinds)
    {
        known.Add(name);
        if (!body.TryGetProperty(name, out var value))
        {
            if (required)
            {
                Problem(name, "is required");
            }

            return null;
        }

        return Check(name, value, expected, kinds) ? value : null;
    }

    private bool Check(string name, JsonElement value, string expected, ReadOnlySpan<JsonValueKind> kinds)
    {
        if (kinds.Contains(value.ValueKind))
        {
            return true;
        }

        Problem(name, value.ValueKind == JsonValueKind.Null ? "must not be null" : $"must be {expected}");
        return false;
    }

    private bool CheckUrl(string name, string text)
    {
        if (PublicUrl.IsOne(text))
        {
            return true;
        }

        Problem(name, "must be an absolute http(s) URL; base64 and data: are not supported");
        return false;
    }
}

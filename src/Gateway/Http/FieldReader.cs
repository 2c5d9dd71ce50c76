using System.Text.Json;

namespace Gateway.Http;

/// <summary>Reads one object's fields by name and type, and collects what is wrong with them. <c>null</c> is absent.</summary>
/// <param name="path">What the names of a nested object's fields begin with.</param>
/// <param name="problems">The outer object's, for a nested one.</param>
internal sealed class FieldReader(JsonElement root, string path = "", ProblemList? problems = null)
{
    public ProblemList Problems { get; } = problems ?? new([]);

    /// <summary>Whether the field is there, if only as null.</summary>
    public bool Has(string name) => root.TryGetProperty(name, out _);

    public string? Text(string name, bool emptyIsAbsent = true)
    {
        var text = Value(name, "a string", JsonValueKind.String)?.GetString();
        return text is "" && emptyIsAbsent ? null : text;
    }

    public bool? Flag(string name) => Value(name, "true or false", JsonValueKind.True, JsonValueKind.False)?.GetBoolean();

    public JsonElement? Object(string name) => Value(name, "an object", JsonValueKind.Object)?.Clone();

    public long? Whole(string name)
    {
        if (Value(name, "a whole number", JsonValueKind.Number) is not { } value)
        {
            return null;
        }

        if (WholeNumber.TryRead(value, out var number))
        {
            return number;
        }

        Problems.Add(Shown.WrongType(path + name, "a whole number", value));
        return null;
    }

    public List<string?>? Texts(string name)
    {
        if (Value(name, "an array of strings", JsonValueKind.Array) is not { } array || array.GetArrayLength() == 0)
        {
            return null;
        }

        var texts = new List<string?>(array.GetArrayLength());
        foreach (var element in array.EnumerateArray())
        {
            var isText = element.ValueKind == JsonValueKind.String;
            if (!isText && !Problems.IsFull)
            {
                Problems.Add(Shown.WrongType($"{path}{name}[{texts.Count}]", "a string", element));
            }

            texts.Add(isText ? element.GetString() : null);
        }

        return texts;
    }

    /// <summary>Names every field that is not among the known ones.</summary>
    public void RefuseUnknown(IReadOnlyList<string> known)
    {
        foreach (var field in root.EnumerateObject())
        {
            if (Problems.IsFull)
            {
                return;
            }

            if (field.Value.ValueKind != JsonValueKind.Null && !known.Contains(field.Name))
            {
                var name = path + Shown.Text(field.Name);
                Problems.Add(name, DetailCodes.UnknownParameter, $"There is no parameter '{name}'.{ClosestName.Hint(field.Name, known)}");
            }
        }
    }

    /// <summary>The value of one of these kinds; a JSON element of the body, which goes with it.</summary>
    public JsonElement? Value(string name, string expected, params ReadOnlySpan<JsonValueKind> kinds)
    {
        if (!root.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (kinds.Contains(value.ValueKind))
        {
            return value;
        }

        Problems.Add(Shown.WrongType(path + name, expected, value));
        return null;
    }
}

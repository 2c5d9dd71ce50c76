using System.Text.Json;
using Gateway.Http;

namespace Gateway.Models;

/// <summary>Checks <c>metadata.subjects</c> and the prompt's references to them (S001 "Subjects Mode").</summary>
internal static class SubjectsCheck
{
    private const string Name = "name";
    private const string Images = "images";

    public static void Check(ParameterRule rule, in RequestValues values, ProblemList problems)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var readable = true;
        if (values.Metadata is { } metadata && metadata.TryGetProperty(rule.Param.AsSpan(Parameters.Metadata.Length + 1), out var subjects))
        {
            readable = ReadSubjects(rule, subjects, names, problems);
        }

        // With a name unread, nobody can say which references are wrong; a prompt or metadata beyond its limit is not worth the search.
        if (readable
            && values.Prompt is { } prompt
            && !problems.Concerns(Parameters.Prompt)
            && !problems.Concerns(Parameters.Metadata))
        {
            CheckReferences(prompt, names, problems);
        }
    }

    private static bool ReadSubjects(ParameterRule rule, JsonElement subjects, HashSet<string> names, ProblemList problems)
    {
        if (subjects.ValueKind != JsonValueKind.Array)
        {
            problems.Add(Shown.WrongType(rule.Param, "an array of objects", subjects));
            return false;
        }

        var readable = true;
        var index = 0;
        foreach (var subject in subjects.EnumerateArray())
        {
            if (problems.IsFull)
            {
                return false;
            }

            var param = $"{rule.Param}[{index++}]";
            if (subject.ValueKind == JsonValueKind.Object)
            {
                readable &= ReadName(subject, param + ".name", names, problems);
                CheckImages(rule, subject, param + ".images", problems);
                RefuseOthers(subject, param, problems);
            }
            else
            {
                problems.Add(Shown.WrongType(param, "an object", subject));
                readable = false;
            }
        }

        return readable;
    }

    private static bool ReadName(JsonElement subject, string param, HashSet<string> names, ProblemList problems)
    {
        if (!subject.TryGetProperty(Name, out var value))
        {
            problems.Add(param, DetailCodes.Required, $"'{param}' is required.");
            return false;
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            problems.Add(Shown.WrongType(param, "a string", value));
            return false;
        }

        var name = value.GetString()!;
        if (name.Length == 0)
        {
            problems.Add(param, DetailCodes.Required, $"'{param}' must not be empty.");
            return false;
        }

        if (!names.Add(name))
        {
            problems.Add(param, DetailCodes.Conflict, $"'{param}': another subject has the name '{Shown.Text(name)}' already.");
        }

        return true;
    }

    private static void CheckImages(ParameterRule rule, JsonElement subject, string param, ProblemList problems)
    {
        if (!subject.TryGetProperty(Images, out var images))
        {
            problems.Add(param, DetailCodes.Required, $"'{param}' is required.", rule.AllowedJson);
            return;
        }

        if (images.ValueKind != JsonValueKind.Array)
        {
            problems.Add(Shown.WrongType(param, "an array of strings", images));
            return;
        }

        var count = images.GetArrayLength();
        if (count < (rule.Min ?? 1) || count > rule.Max)
        {
            var code = count > rule.Max ? DetailCodes.TooMany : DetailCodes.TooFew;
            problems.Add(param, code, $"'{param}' has {count} images; a subject takes {rule.Min ?? 1} to {rule.Max}.", rule.AllowedJson);
        }

        var index = 0;
        foreach (var image in images.EnumerateArray())
        {
            var imageParam = $"{param}[{index++}]";
            problems.Add(image.ValueKind == JsonValueKind.String
                ? ImageUrl.Check(imageParam, image.GetString()!)
                : Shown.WrongType(imageParam, "a string", image));
        }
    }

    private static void RefuseOthers(JsonElement subject, string param, ProblemList problems)
    {
        foreach (var member in subject.EnumerateObject().Where(member => member.Name is not (Name or Images)))
        {
            var name = $"{param}.{Shown.Text(member.Name)}";
            problems.Add(name, DetailCodes.UnknownParameter, $"There is no parameter '{name}'; a subject has a name and images.");
        }
    }

    private static void CheckReferences(string prompt, HashSet<string> names, ProblemList problems)
    {
        var unknown = PromptReferences.Unknown(prompt, names);
        if (unknown.Count > 0)
        {
            var listed = string.Join(", ", unknown.Take(10).Select(name => "@" + Shown.Text(name)));
            problems.Add(
                Parameters.Prompt,
                DetailCodes.NotAllowed,
                $"'prompt' refers to {listed}, which no subject in 'metadata.subjects' is named.",
                JsonValues.List(names));
        }
    }
}

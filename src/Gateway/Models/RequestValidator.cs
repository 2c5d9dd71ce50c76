using System.Runtime.InteropServices;
using System.Text.Json;
using Gateway.Canonical;
using Gateway.Http;

namespace Gateway.Models;

/// <summary>Holds a request against its model's row of the capability matrix.</summary>
internal static class RequestValidator
{
    public static Validation Validate(VideoRequest request, ModelSpec model) => Validate(request, model, []);

    /// <param name="formProblems">What the reading found already; a field with one of these is not reported again.</param>
    public static Validation Validate(VideoRequest request, ModelSpec model, IReadOnlyList<ErrorDetail> formProblems)
    {
        var problems = new ProblemList(formProblems);
        var values = RequestValues.Of(request);
        var mode = problems.Concerns(Parameters.ImageUrls)
            ? null
            : ModeChoice.Choose(model, values.Images, GenerationType(model, values.Metadata), problems);
        var (rules, subject) = mode is null ? (model.Rules, model.Name) : (mode.Rules, mode.Subject);

        CheckMetadataSize(request.Metadata, problems);
        values = WithAliases(values, rules.Metadata, subject, problems).WithDefaults(rules);
        RuleCheck.Check(rules, subject, values, problems, model.KnownMetadata);
        CheckImageUrls(request.ImageUrls ?? [], problems);
        if (rules.Metadata?.Subjects is { } subjects)
        {
            SubjectsCheck.Check(subjects, values, problems);
            values = WithoutEmptyList(values, subjects);
        }

        return mode is not null && problems.All.Count == 0
            ? new(Resolve(request, model, mode, values), [])
            : new(null, problems.All);
    }

    /// <summary>The generation type where the model has modes of that type; anything else is for the rules to refuse.</summary>
    private static string? GenerationType(ModelSpec model, JsonElement? metadata)
    {
        if (metadata is not { } members
            || !members.TryGetProperty(Parameters.GenerationType, out var type)
            || type.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        var text = type.GetString();
        return model.Modes.Any(mode => mode.GenerationType is not null && mode.GenerationType == text) ? text : null;
    }

    /// <summary>Takes a value from its other place in the metadata; an unusable one is left there for the rules to refuse.</summary>
    private static RequestValues WithAliases(RequestValues values, MetadataRule? rule, string subject, ProblemList problems)
    {
        if (values.Metadata is not { } metadata || rule is null)
        {
            return values;
        }

        foreach (var (name, field) in rule.Fields.Where(field => field.Value.AliasOf is not null))
        {
            if (!metadata.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.String)
            {
                continue;
            }

            var target = field.AliasOf!;
            if (values.Text(target) is not { } direct)
            {
                values = ParameterCheck.Json(field, subject, value) is null ? values.WithText(target, value.GetString()!) : values;
            }
            else if (!value.ValueEquals(direct))
            {
                problems.Add(field.Param, DetailCodes.Conflict, $"'{field.Param}' and '{target}' are one parameter in two places, with different values.");
            }
        }

        return values;
    }

    /// <summary>No subjects is what an absent list says too (as for images), and no upstream documents an empty one.</summary>
    private static RequestValues WithoutEmptyList(RequestValues values, ParameterRule subjects)
    {
        var name = subjects.Param[(Parameters.Metadata.Length + 1)..];
        return values.Metadata is { } metadata
            && metadata.TryGetProperty(name, out var list)
            && list.ValueKind == JsonValueKind.Array
            && list.GetArrayLength() == 0
                ? values with { Metadata = MetadataJson.Without(metadata, name) }
                : values;
    }

    private static void CheckImageUrls(IReadOnlyList<string?> urls, ProblemList problems)
    {
        for (var i = 0; i < urls.Count && !problems.IsFull; i++)
        {
            if (urls[i] is { } url)
            {
                problems.Add(ImageUrl.Check($"{Parameters.ImageUrls}[{i}]", url));
            }
        }
    }

    private static void CheckMetadataSize(JsonElement? metadata, ProblemList problems)
    {
        if (metadata is { } written && JsonMarshal.GetRawUtf8Value(written).Length > Parameters.MaxMetadataBytes)
        {
            problems.Add(
                Parameters.Metadata,
                DetailCodes.TooLong,
                $"'metadata' must be at most {Parameters.MaxMetadataBytes} bytes of JSON.",
                JsonValues.Range(0, Parameters.MaxMetadataBytes));
        }
    }

    private static ResolvedRequest Resolve(VideoRequest request, ModelSpec model, ModeSpec mode, in RequestValues values) => new()
    {
        Model = model.Name,
        Mode = mode.Mode,
        Prompt = values.Prompt,
        Duration = (int)values.Duration!.Value,
        Resolution = values.Resolution!,
        AspectRatio = values.AspectRatio,
        ImageUrls = [.. (request.ImageUrls ?? []).OfType<string>()],
        Audio = values.Audio,
        Seed = values.Seed,
        GenerationType = mode.GenerationType,
        Metadata = values.Metadata,
        CallbackUrl = request.CallbackUrl,
    };
}

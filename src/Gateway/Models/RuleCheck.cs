using Gateway.Http;

namespace Gateway.Models;

/// <summary>Holds a request against a complete set of rules: a mode's of the model, or a route's.</summary>
internal static class RuleCheck
{
    public static void Check(
        RuleSet rules, string subject, in RequestValues values, ProblemList problems, IReadOnlySet<string>? knownMetadata = null)
    {
        if (Rule(rules, Parameters.Prompt, values.Prompt is not null, subject, problems) is { } prompt)
        {
            problems.Add(ParameterCheck.Text(prompt, subject, values.Prompt!));
        }

        if (Rule(rules, Parameters.Duration, values.Duration is not null, subject, problems) is { } duration)
        {
            problems.Add(ParameterCheck.Number(duration, subject, values.Duration!.Value));
        }

        if (Rule(rules, Parameters.Resolution, values.Resolution is not null, subject, problems) is { } resolution)
        {
            problems.Add(ParameterCheck.Text(resolution, subject, values.Resolution!));
        }

        if (Rule(rules, Parameters.AspectRatio, values.AspectRatio is not null, subject, problems) is { } ratio)
        {
            problems.Add(ParameterCheck.Text(ratio, subject, values.AspectRatio!));
        }

        Images(rules, subject, values.Images, problems);
        if (Rule(rules, Parameters.Audio, values.Audio is not null, subject, problems) is { } audio)
        {
            problems.Add(ParameterCheck.Flag(audio, subject, values.Audio!.Value));
        }

        if (Rule(rules, Parameters.Seed, values.Seed is not null, subject, problems) is { } seed)
        {
            problems.Add(ParameterCheck.Number(seed, subject, values.Seed!.Value));
        }

        MetadataCheck.Check(rules.Metadata ?? MetadataRule.None, subject, values, problems, knownMetadata);
    }

    /// <summary>The rule to hold a value against; null when there is no value, or no rule for it.</summary>
    private static ParameterRule? Rule(RuleSet rules, string name, bool present, string subject, ProblemList problems)
    {
        var rule = rules.Parameters.GetValueOrDefault(name);
        if (present && rule is null)
        {
            problems.Add(name, DetailCodes.UnsupportedParameter, $"'{name}' is not supported by {subject}.");
        }
        else if (!present && rules.Required.Contains(name) && !problems.Concerns(name))
        {
            problems.Add(name, DetailCodes.Required, $"'{name}' is required by {subject}.", rule?.AllowedJson);
        }

        return present ? rule : null;
    }

    private static void Images(RuleSet rules, string subject, int count, ProblemList problems)
    {
        var tooFew = count < rules.MinImages;
        if ((tooFew || count > rules.MaxImages) && !problems.Concerns(Parameters.ImageUrls))
        {
            problems.Add(
                Parameters.ImageUrls,
                tooFew ? DetailCodes.TooFew : DetailCodes.TooMany,
                tooFew ? $"{subject} needs at least {rules.MinImages} images." : $"{count} images are too many; {subject} takes at most {rules.MaxImages}.",
                JsonValues.Range(rules.MinImages ?? 0, rules.MaxImages));
        }
    }
}

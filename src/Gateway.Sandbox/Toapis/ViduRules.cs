using System.Text.RegularExpressions;
using Gateway.Sandbox.Requests;

namespace Gateway.Sandbox.Toapis;

/// <summary>The Vidu form (S001; who may use which parameter in which mode: S000).</summary>
internal static partial class ViduRules
{
    public static IReadOnlyList<string> Models { get; } = ["viduq3-pro", "viduq3-turbo", "viduq3"];

    private static readonly string[] AudioTypes = ["all", "speech_only", "sound_effect_only"];

    public static void Check(FieldReader fields, string model)
    {
        var takesReferences = model == "viduq3";
        var hasImages = fields.Has("image_urls");
        var prompt = fields.Text("prompt", max: 5000, required: takesReferences || !hasImages);
        fields.Integer("duration", takesReferences ? 3 : 1, 16);
        fields.OneOf("resolution", Limits.Resolutions);
        fields.Urls("image_urls", 1, takesReferences ? 7 : 2, required: takesReferences);
        fields.Flag("audio");
        fields.Integer("seed", 0, Limits.MaxSeed);
        CheckRatio(fields, hasImages && !takesReferences);
        CheckMetadata(fields.Object("metadata"), takesReferences, prompt);
        if (takesReferences && !fields.Has("metadata"))
        {
            CheckReferences(fields, prompt, []);
        }
    }

    private static void CheckRatio(FieldReader fields, bool followsTheImage)
    {
        if (followsTheImage)
        {
            fields.Forbid("aspect_ratio", "cannot be used with image_urls");
        }
        else if (fields.Text("aspect_ratio") is { } ratio && !WholeNumbers().IsMatch(ratio))
        {
            fields.Problem("aspect_ratio", $"is '{ratio}'; allowed: W:H, whole numbers from 1 to 64");
        }
    }

    private static void CheckMetadata(FieldReader? metadata, bool takesReferences, string? prompt)
    {
        if (metadata is null)
        {
            return;
        }

        metadata.RefuseNulls();
        metadata.Flag("off_peak");
        metadata.Flag("bgm");
        if (takesReferences)
        {
            metadata.OneOf("audio_type", AudioTypes);
            CheckReferences(metadata, prompt, CheckSubjects(metadata));
        }
    }

    private static List<string> CheckSubjects(FieldReader metadata)
    {
        var subjects = metadata.Objects("subjects");
        if (subjects is { Count: 0 })
        {
            metadata.Problem("subjects", "must not be empty");
        }

        var names = new List<string>();
        foreach (var subject in subjects ?? [])
        {
            if (subject.Text("name", required: true) is { } name)
            {
                names.Add(name);
            }

            subject.Urls("images", 1, 3, required: true);
            subject.RefuseOthers();
        }

        if (names.Distinct().Count() < names.Count)
        {
            metadata.Problem("subjects", "must have different names");
        }

        return names;
    }

    private static void CheckReferences(FieldReader fields, string? prompt, IReadOnlyCollection<string> subjects)
    {
        if (SubjectReferences.FindUnknown(prompt ?? "", subjects) is { } at)
        {
            fields.Problem("subjects", $"has no name that fits the prompt's reference at character {at}");
        }
    }

    [GeneratedRegex(@"\A([1-9]|[1-5][0-9]|6[0-4]):([1-9]|[1-5][0-9]|6[0-4])\z")]
    private static partial Regex WholeNumbers();
}

using System.Text.Json;
using Gateway.Sandbox.Requests;

namespace Gateway.Sandbox.Legacy;

/// <summary>The form of S003: the resolution is in the model's name, images have fields of their own.</summary>
internal static class LegacyRules
{
    public static IReadOnlyList<string> Models { get; } =
    [
        .. from family in new[] { "viduq3p", "viduq3t", "viduq3p-mix" }
           from resolution in Limits.Resolutions
           from suffix in new[] { "", "-offpeak" }
           select $"{family}-{resolution}{suffix}",
    ];

    public static IReadOnlyList<string> Check(JsonElement body)
    {
        var fields = new FieldReader(body);
        if (fields.OneOf("model", Models, required: true) is not { } model)
        {
            return fields.Problems;
        }

        fields.Text("prompt", max: 5000, required: true);

        // S003 names no default, and every example has it.
        fields.Integer("duration", 1, 16, required: true);
        CheckImages(fields, model.Contains("-mix-", StringComparison.Ordinal));
        CheckExtraBody(fields.Object("extra_body"));
        fields.RefuseOthers();
        return fields.Problems;
    }

    private static void CheckImages(FieldReader fields, bool isMix)
    {
        if (isMix)
        {
            fields.Urls("reference_image_urls", 1, 4, required: true);
            fields.OneOf("aspect_ratio", Limits.FiveRatios);
            fields.Forbid("image", "is not for mix models");
            fields.Forbid("last_image", "is not for mix models");
            return;
        }

        fields.Url("image");
        fields.Url("last_image");
        fields.Forbid("reference_image_urls", "is only for mix models");
        if (fields.Has("last_image") && !fields.Has("image"))
        {
            fields.Problem("last_image", "needs image");
        }

        if (fields.Has("image"))
        {
            fields.Forbid("aspect_ratio", "follows the image");
        }
        else
        {
            fields.OneOf("aspect_ratio", Limits.FiveRatios);
        }
    }

    private static void CheckExtraBody(FieldReader? extra)
    {
        extra?.Flag("audio");
        extra?.Integer("seed", 0, Limits.MaxSeed);
        extra?.Flag("bgm");
        extra?.RefuseOthers();
    }
}

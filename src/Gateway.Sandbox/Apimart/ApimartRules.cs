using System.Text.Json;
using Gateway.Sandbox.Requests;

namespace Gateway.Sandbox.Apimart;

internal static class ApimartRules
{
    private static readonly string[] Models = ["viduq3-pro", "viduq3-turbo", "viduq3", "viduq3-mix"];

    public static IReadOnlyList<string> Check(JsonElement body)
    {
        var fields = new FieldReader(body);
        switch (fields.OneOf("model", Models, required: true))
        {
            case null:
                return fields.Problems;
            case "viduq3":
                CheckReferences(fields, minDuration: 3, Limits.Resolutions);
                break;
            case "viduq3-mix":
                CheckReferences(fields, minDuration: 1, ["720p", "1080p"]);
                break;
            default:
                CheckFrames(fields);
                break;
        }

        fields.Integer("seed", 0, Limits.MaxSeed);
        fields.RefuseOthers();
        return fields.Problems;
    }

    /// <summary>viduq3-pro and viduq3-turbo (S004).</summary>
    private static void CheckFrames(FieldReader fields)
    {
        fields.Text("prompt", max: 2000, required: !fields.Has("image_urls"));
        fields.Integer("duration", 1, 16);
        fields.OneOf("resolution", Limits.Resolutions);
        fields.Urls("image_urls", 1, 2);
        fields.Flag("audio");
        if (fields.Has("image_urls"))
        {
            fields.Forbid("aspect_ratio", "cannot be used with image_urls");
        }
        else
        {
            fields.OneOf("aspect_ratio", Limits.FiveRatios);
        }
    }

    /// <summary>viduq3 and viduq3-mix, whose page has no <c>audio</c>.</summary>
    private static void CheckReferences(FieldReader fields, int minDuration, IReadOnlyCollection<string> resolutions)
    {
        fields.Text("prompt", max: 5000, required: true);
        fields.Integer("duration", minDuration, 16);
        fields.OneOf("resolution", resolutions);
        fields.Urls("image_urls", 1, 7, required: true);
        fields.OneOf("aspect_ratio", Limits.FiveRatios);
    }
}

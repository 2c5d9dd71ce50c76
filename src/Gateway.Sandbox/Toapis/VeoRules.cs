using Gateway.Sandbox.Requests;

namespace Gateway.Sandbox.Toapis;

/// <summary>The VEO form (S002; the values of metadata from that page's current state).</summary>
internal static class VeoRules
{
    public static IReadOnlyList<string> Models { get; } = ["veo3.1-fast", "veo3.1-quality"];

    public static void Check(FieldReader fields, string model)
    {
        fields.Text("prompt", required: true);
        fields.Integer("duration", 8, 8);
        fields.OneOf("aspect_ratio", ["16:9", "9:16"]);
        var images = fields.Urls("image_urls", 1, 3)?.Count ?? 0;
        var metadata = fields.Object("metadata");
        var type = metadata?.OneOf("generation_type", ["frame", "reference"]);
        var resolution = metadata?.OneOf("resolution", ["720p", "1080p", "4k"]);
        var gif = metadata?.Flag("enable_gif");
        metadata?.RefuseOthers();

        if (type is not null && !fields.Has("image_urls"))
        {
            metadata!.Problem("generation_type", "needs image_urls");
        }

        if (type == "frame" && images == 3)
        {
            metadata!.Problem("generation_type", "is 'frame', which takes 1 or 2 images");
        }

        // Three images without a type are references.
        if (model == "veo3.1-quality" && (type == "reference" || (type is null && images == 3)))
        {
            fields.Problem("model", "veo3.1-quality does not take reference images");
        }

        if (gif == true && resolution is "1080p" or "4k")
        {
            metadata!.Problem("enable_gif", "cannot be used with 1080p or 4k");
        }
    }
}

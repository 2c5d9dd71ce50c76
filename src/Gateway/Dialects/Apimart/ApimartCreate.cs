using Gateway.Canonical;

namespace Gateway.Dialects.Apimart;

/// <summary>Writes a create (S004): the canonical fields but metadata.</summary>
internal static class ApimartCreate
{
    public static byte[] Body(Submission submission) => BodyWriter.Write(writer =>
    {
        var request = submission.Request;
        writer.WriteString("model", submission.UpstreamModel);
        writer.WriteSet("prompt", request.Prompt);
        writer.WriteNumber("duration", request.Duration);
        writer.WriteString("resolution", request.Resolution);
        writer.WriteSet("aspect_ratio", request.AspectRatio);
        writer.WriteSet("image_urls", request.ImageUrls);
        if (request.Mode != VideoMode.ReferenceToVideo)
        {
            // The models that take references have no such parameter here.
            writer.WriteSet("audio", request.Audio);
        }

        writer.WriteSet("seed", request.Seed);
    });
}

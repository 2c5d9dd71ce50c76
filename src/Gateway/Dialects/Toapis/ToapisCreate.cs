using System.Text.Json;
using Gateway.Canonical;

namespace Gateway.Dialects.Toapis;

/// <summary>Writes a create in the form of the Vidu models (S000, S001) or of VEO (S002).</summary>
internal static class ToapisCreate
{
    private const string VeoFormat = "veo";

    public static byte[] Body(Submission submission) => BodyWriter.Write(writer =>
    {
        writer.WriteString("model", submission.UpstreamModel);
        if (submission.Format == VeoFormat)
        {
            WriteVeo(writer, submission.Request);
        }
        else
        {
            WriteVidu(writer, submission.Request);
        }

        // Always sent: the status call may find the job by it when the answer to the create is lost.
        writer.WriteString("client_business_id", submission.TaskId);
    });

    private static void WriteVidu(Utf8JsonWriter writer, ResolvedRequest request)
    {
        writer.WriteSet("prompt", request.Prompt);
        writer.WriteNumber("duration", request.Duration);
        writer.WriteString("resolution", request.Resolution);
        writer.WriteSet("aspect_ratio", request.AspectRatio);
        writer.WriteSet("image_urls", request.ImageUrls);
        writer.WriteSet("audio", request.Audio);
        writer.WriteSet("seed", request.Seed);
        writer.WriteSet("metadata", SafeMetadata.OfRequest(request));
    }

    private static void WriteVeo(Utf8JsonWriter writer, ResolvedRequest request)
    {
        writer.WriteSet("prompt", request.Prompt);
        writer.WriteNumber("duration", request.Duration);
        writer.WriteSet("aspect_ratio", request.AspectRatio);
        writer.WriteSet("image_urls", request.ImageUrls);
        writer.WriteStartObject("metadata");
        writer.WriteSet("generation_type", request.ImageUrls.Count > 0 ? GenerationType(request) : null);
        writer.WriteString("resolution", request.Resolution);
        writer.WriteSet("enable_gif", SafeMetadata.OfRequest(request).Member("enable_gif").Flag());
        writer.WriteEndObject();
    }

    private static string GenerationType(ResolvedRequest request) =>
        request.GenerationType ?? (request.Mode == VideoMode.ReferenceToVideo ? "reference" : "frame");
}

using System.Text.Json;
using Gateway.Canonical;

namespace Gateway.Dialects.Legacy;

/// <summary>Writes a create (S003).</summary>
internal static class LegacyCreate
{
    public static byte[] Body(Submission submission) => BodyWriter.Write(writer =>
    {
        var request = submission.Request;
        var metadata = SafeMetadata.OfRequest(request);
        writer.WriteString("model", Model(submission, metadata));
        writer.WriteSet("prompt", request.Prompt);
        WriteImages(writer, request);
        if (request.Mode is VideoMode.TextToVideo or VideoMode.ReferenceToVideo)
        {
            writer.WriteSet("aspect_ratio", request.AspectRatio);
        }

        writer.WriteNumber("duration", request.Duration);
        WriteExtraBody(writer, request, metadata.Member("bgm").Flag());
    });

    private static string Model(Submission submission, JsonElement metadata)
    {
        var suffix = metadata.Member("off_peak").Flag() == true ? "-offpeak" : "";
        return $"{submission.UpstreamModel}-{submission.Request.Resolution}{suffix}";
    }

    private static void WriteImages(Utf8JsonWriter writer, ResolvedRequest request)
    {
        if (request.Mode == VideoMode.ReferenceToVideo)
        {
            writer.WriteSet("reference_image_urls", request.ImageUrls);
            return;
        }

        string[] fields = ["image", "last_image"];
        foreach (var (field, url) in fields.Zip(request.ImageUrls))
        {
            writer.WriteString(field, url);
        }
    }

    private static void WriteExtraBody(Utf8JsonWriter writer, ResolvedRequest request, bool? bgm)
    {
        if (request.Audio is null && request.Seed is null && bgm is null)
        {
            return;
        }

        writer.WriteStartObject("extra_body");
        writer.WriteSet("audio", request.Audio);
        writer.WriteSet("seed", request.Seed);
        writer.WriteSet("bgm", bgm);
        writer.WriteEndObject();
    }
}

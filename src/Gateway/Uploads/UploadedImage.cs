using System.Text.Json;
using Gateway.Canonical;

namespace Gateway.Uploads;

/// <summary>What a client is told of its image.</summary>
/// <param name="Url">What a request may name.</param>
/// <param name="ExpiresAt">When that ends; null when its upstream does not say.</param>
internal sealed record UploadedImage(TakenImage Image, string Url, Instant? ExpiresAt)
{
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("id", Image.Id);
        writer.WriteString("object", "file");
        writer.WriteString("url", Url);
        writer.WriteString("mime_type", Image.Facts.ContentType);
        writer.WriteNumber("bytes", Image.File.Length);
        writer.WriteNumber("width", Image.Facts.Width);
        writer.WriteNumber("height", Image.Facts.Height);
        writer.WriteNumber("created_at", Image.At.UnixSeconds);
        if (ExpiresAt is { } end)
        {
            writer.WriteNumber("expires_at", end.UnixSeconds);
        }

        writer.WriteEndObject();
    }
}

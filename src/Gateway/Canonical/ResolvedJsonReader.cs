using System.Text.Json;

namespace Gateway.Canonical;

/// <summary>Reads what <see cref="ResolvedJson"/> has written into the store.</summary>
internal static class ResolvedJsonReader
{
    public static ResolvedRequest Read(string text)
    {
        using var document = JsonDocument.Parse(text);
        var root = document.RootElement;
        return new ResolvedRequest
        {
            Model = root.GetProperty("model").GetString()!,
            Mode = VideoModeNames.Parse(root.GetProperty("mode").GetString()!)!.Value,
            Prompt = Text(root, "prompt"),
            Duration = root.GetProperty("duration").GetInt32(),
            Resolution = root.GetProperty("resolution").GetString()!,
            AspectRatio = Text(root, "aspect_ratio"),
            ImageUrls = Member(root, "image_urls") is { } urls ? [.. urls.EnumerateArray().Select(url => url.GetString()!)] : [],
            Audio = Member(root, "audio")?.GetBoolean(),
            Seed = Member(root, "seed")?.GetInt64(),
            GenerationType = Text(root, "generation_type"),
            Metadata = Member(root, "metadata")?.Clone(),
            CallbackUrl = Text(root, "callback_url"),
        };
    }

    private static JsonElement? Member(JsonElement root, string name) => root.TryGetProperty(name, out var value) ? value : null;

    private static string? Text(JsonElement root, string name) => Member(root, name)?.GetString();
}

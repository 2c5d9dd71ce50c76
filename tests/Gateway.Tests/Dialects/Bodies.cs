using System.Text;
using System.Text.Json;
using Gateway.Canonical;
using Gateway.Dialects;

namespace Gateway.Tests.Dialects;

/// <summary>Requests with every default filled in, and the bodies that dialects make of them.</summary>
internal static class Bodies
{
    public const string TaskId = "video_01J9HA7JPQ9A0Z6JZ3V8M9W6PZ";
    public const string AttemptId = "att_01J9HA7JPQ9A0Z6JZ3V8M9W6PZ";

    public static ResolvedRequest Request(
        string prompt, int duration = 5, string resolution = "720p", VideoMode mode = VideoMode.TextToVideo, params string[] images) => new()
        {
            Model = "viduq3-pro",
            Mode = mode,
            Prompt = prompt,
            Duration = duration,
            Resolution = resolution,
            ImageUrls = images,
            Audio = true,
        };

    public static Submission To(this ResolvedRequest request, string upstreamModel, string? format = null) =>
        new(request, upstreamModel, format, TaskId, AttemptId);

    public static JsonElement Json(string text) => JsonElement.Parse(text);

    public static string BodyOf(this IUpstreamDialect dialect, Submission submission) =>
        Encoding.UTF8.GetString(dialect.Create(submission).Body!);

    /// <summary>An expected body may be written on several lines.</summary>
    public static string OneLine(string body) => body.ReplaceLineEndings("");
}

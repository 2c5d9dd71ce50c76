using Gateway.Models;

namespace Gateway.OpenApi;

/// <summary>What each field of a request means.</summary>
internal static class FieldTexts
{
    private static readonly Dictionary<string, string> Texts = new()
    {
        [Parameters.Model] = "One of the catalogue's models; GET /v1/models lists them.",
        [Parameters.Prompt] = "What to generate; its length counts in Unicode code points.",
        [Parameters.Duration] = "Seconds.",
        [Parameters.Resolution] = "How many lines the picture has.",
        [Parameters.AspectRatio] = "W:H, for example 16:9.",
        [Parameters.ImageUrls] = "Absolute http(s) URLs. Their number decides the mode: none is text-to-video, one is image-to-video, two are first and last frame; some models take references.",
        [Parameters.Audio] = "Whether the video has sound.",
        [Parameters.Seed] = "For reproducible results.",
        [Parameters.Metadata] = "Extras of a model, at most 16 KiB; echoed in the task.",
        [Parameters.CallbackUrl] = "An https URL that is told of the task's end, signed after Standard Webhooks (webhook-id, webhook-timestamp, webhook-signature). Its host has a name; networks that the operator opens may be named by address.",
    };

    public static string? Of(string field) => Texts.GetValueOrDefault(field);
}

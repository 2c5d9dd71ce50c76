using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Canonical;

namespace Gateway.Tests.House;

/// <summary>One step out of what a route carries.</summary>
/// <param name="Param">What the gateway has to name as its reason.</param>
/// <param name="Leads">Where the step leads outside.</param>
/// <param name="IsSeen">Where the dialect sends what is wrong, so that the upstream has to refuse it too.</param>
internal sealed record OutsideStep(
    string Name, string Param, Func<RouteMode, bool> Leads, Func<ResolvedRequest, ResolvedRequest> Take, Func<RouteMode, bool> IsSeen)
{
    private const string Subject = """{"name":"hero","images":["https://a.example/1"]}""";

    public static IReadOnlyList<OutsideStep> All { get; } =
    [
        // Of references, S003 says neither that they take three seconds at least nor that they have no 540p.
        new("a second too few", "duration", _ => true, r => r with { Duration = Least(r.Model) - 1 }, at => !at.Is("viduq3", "legacy")),
        new("a second too many", "duration", _ => true, r => r with { Duration = r.Model.StartsWith("veo", StringComparison.Ordinal) ? 9 : 17 }, _ => true),
        new("a resolution of another model", "resolution", at => at.Model != "viduq3-mix" && !at.IsVeo, r => r with { Resolution = "4k" }, _ => true),
        new("540p", "resolution", at => at.Model == "viduq3-mix" || at.IsVeo, r => r with { Resolution = "540p" }, at => at.Upstream != "legacy"),

        new("a character too many", "prompt", at => !at.IsVeo, r => r with { Prompt = Text(5001) }, _ => true),
        new("a character too many for apimart", "prompt", at => at.IsFrames && at.Upstream == "apimart", r => r with { Prompt = Text(2001) }, _ => true),
        new("no prompt", "prompt", at => !at.IsFrames || at.Mode == VideoMode.TextToVideo || at.Upstream == "legacy", r => r with { Prompt = null }, _ => true),

        new("a ratio beyond 64", "aspect_ratio", at => at.Upstream == "toapis" && at.TakesRatio && !at.IsVeo, r => r with { AspectRatio = "65:1" }, _ => true),
        new("a ratio of 0", "aspect_ratio", at => at.TakesRatio, r => r with { AspectRatio = "0:1" }, _ => true),
        new("a ratio that is not listed", "aspect_ratio", at => at.TakesRatio && (at.Upstream != "toapis" || at.IsVeo), r => r with { AspectRatio = "21:9" }, _ => true),
        new("a ratio beside an image", "aspect_ratio", at => !at.TakesRatio, r => r with { AspectRatio = "16:9" }, at => at.Upstream != "legacy"),

        new("a third frame", "image_urls", at => at.Mode == VideoMode.FirstLastFrame, WithImages(3), at => at.Upstream != "legacy"),
        new("a fifth reference for legacy", "image_urls", at => at.IsReferences && at.Upstream == "legacy", WithImages(5), _ => true),
        new("an eighth reference", "image_urls", at => at.IsReferences, WithImages(8), _ => true),
        new("a fourth reference", "image_urls", at => at.IsVeo && at.Mode == VideoMode.ReferenceToVideo, WithImages(4), _ => true),
        new("no image", "image_urls", at => at.Mode == VideoMode.ReferenceToVideo && !at.IsVeo, r => r with { ImageUrls = [] }, _ => true),
        new("an image that is no URL", "image_urls[0]", at => at.Mode != VideoMode.TextToVideo, r => r with { ImageUrls = ["ftp://a.example/1", .. r.ImageUrls.Skip(1)] }, _ => true),
        new("image data", "image_urls[0]", at => at.Mode != VideoMode.TextToVideo, r => r with { ImageUrls = ["data:image/png;base64,AAAA", .. r.ImageUrls.Skip(1)] }, _ => true),

        new("a seed below 0", "seed", at => !at.IsVeo, r => r with { Seed = -1 }, _ => true),
        new("a seed beyond 32 bits", "seed", at => !at.IsVeo, r => r with { Seed = 4294967296 }, _ => true),
        new("any seed", "seed", at => at.IsVeo, r => r with { Seed = 1 }, _ => false),
        new("any audio", "audio", at => at.IsVeo, r => r with { Audio = true }, _ => false),
        new("silence", "audio", at => at.IsReferences && at.Upstream == "apimart", r => r with { Audio = false }, _ => false),

        new("an odd flag", "metadata.off_peak", at => !at.IsVeo, r => With(r, "off_peak", "\"yes\""), at => at.Upstream == "toapis"),
        new("another odd flag", "metadata.bgm", at => !at.IsVeo, r => With(r, "bgm", "0"), at => at.Upstream == "toapis"),
        new("off-peak", "metadata.off_peak", at => at.Upstream == "apimart" || at.IsVeo, r => With(r, "off_peak", "true"), _ => false),
        new("a tag", "metadata.tag", at => at.Upstream != "toapis" || at.IsVeo, r => With(r, "tag", "1"), _ => false),
        new("an unknown audio type", "metadata.audio_type", at => at.Model == "viduq3", r => With(r, "audio_type", "\"music\""), at => at.Upstream == "toapis"),

        new("a stranger", "prompt", at => at.Model == "viduq3", r => r with { Prompt = "@stranger runs" }, at => at.Upstream == "toapis"),
        new("a subject twice", "metadata.subjects[1].name", at => at.Model == "viduq3", r => WithSubjects(r, Subject, Subject), at => at.Upstream == "toapis"),
        new("a subject without a name", "metadata.subjects[0].name", at => at.Model == "viduq3", r => WithSubjects(r, """{"images":["https://a.example/1"]}"""), at => at.Upstream == "toapis"),
        new("a subject without an image", "metadata.subjects[0].images", at => at.Model == "viduq3", r => WithSubjects(r, """{"name":"hero","images":[]}"""), at => at.Upstream == "toapis"),
        new("a subject with four images", "metadata.subjects[0].images", at => at.Model == "viduq3", r => WithSubjects(r, """{"name":"hero","images":["http://a","http://b","http://c","http://d"]}"""), at => at.Upstream == "toapis"),

        new("a GIF of 1080p", "metadata.enable_gif", at => at.IsVeo, r => With(r, "enable_gif", "true") with { Resolution = "1080p" }, _ => true),
        new("a GIF of 4k", "metadata.enable_gif", at => at.IsVeo, r => With(r, "enable_gif", "true") with { Resolution = "4k" }, _ => true),
        new("references of the quality model", "metadata.generation_type", at => at.Model == "veo3.1-quality" && at.Mode != VideoMode.TextToVideo, r => r with { GenerationType = "reference" }, _ => true),
        new("frames without an image", "image_urls", at => at.IsVeo && at.Mode == VideoMode.TextToVideo, r => r with { GenerationType = "frame" }, _ => false),
    ];

    public override string ToString() => Name;

    private static int Least(string model) => model switch
    {
        "viduq3" => 3,
        "veo3.1-fast" or "veo3.1-quality" => 8,
        _ => 1,
    };

    private static string Text(int length) => string.Concat(Enumerable.Repeat("🐈", length));

    private static Func<ResolvedRequest, ResolvedRequest> WithImages(int count) =>
        r => r with { ImageUrls = [.. Enumerable.Range(1, count).Select(number => $"https://a.example/{number}.png")] };

    private static ResolvedRequest With(ResolvedRequest request, string name, string json)
    {
        var metadata = request.Metadata is { } members ? JsonNode.Parse(members.GetRawText())!.AsObject() : [];
        metadata[name] = JsonNode.Parse(json);
        return request with { Metadata = JsonElement.Parse(metadata.ToJsonString()) };
    }

    private static ResolvedRequest WithSubjects(ResolvedRequest request, params string[] subjects) =>
        With(request with { Prompt = "A cat" }, "subjects", $"[{string.Join(',', subjects)}]");
}

using System.Text.Json;
using Gateway.Canonical;

namespace Gateway.Tests.Dialects;

/// <summary>
/// The examples of the upstreams' documents. A golden file holds the resolved request, and below it the exact body
/// for each upstream that carries it, under a line of dialect, upstream model and format.
/// </summary>
public sealed class GoldenTests
{
    private const string Divider = "\n---------- ";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Dialects", "Golden");

    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "*.golden").Select(file => Path.GetFileNameWithoutExtension(file)).Order()];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_documented_example_becomes_exactly_this_body(string file)
    {
        var sections = File.ReadAllText(Path.Combine(Folder, file + ".golden")).Split(Divider);
        var request = Request(JsonElement.Parse(sections[0]));
        sections.Length.ShouldBeGreaterThan(1);
        foreach (var section in sections.Skip(1))
        {
            var lines = section.Split('\n');
            var route = lines[0].Split(' ');
            Answers.Dialect(route[0]).BodyOf(request.To(route[1], route.ElementAtOrDefault(2))).ShouldBe(lines[1]);
        }
    }

    private static ResolvedRequest Request(JsonElement json)
    {
        string[] images = json.TryGetProperty("image_urls", out var urls) ? [.. urls.EnumerateArray().Select(url => url.GetString()!)] : [];
        var model = json.GetProperty("model").GetString()!;
        return new ResolvedRequest
        {
            Model = model,
            Mode = model is "viduq3" or "viduq3-mix" ? VideoMode.ReferenceToVideo : (VideoMode)images.Length,
            Prompt = json.GetProperty("prompt").GetString(),
            Duration = json.GetProperty("duration").GetInt32(),
            Resolution = json.GetProperty("resolution").GetString()!,
            AspectRatio = json.TryGetProperty("aspect_ratio", out var ratio) ? ratio.GetString() : null,
            ImageUrls = images,
            Audio = json.TryGetProperty("audio", out var audio) ? audio.GetBoolean() : null,
            Seed = json.TryGetProperty("seed", out var seed) ? seed.GetInt64() : null,
            Metadata = json.TryGetProperty("metadata", out var metadata) ? metadata : null,
        };
    }
}

using System.Text.Encodings.Web;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace Gateway.Tests.House;

/// <summary>
/// Canonical requests of every model: mostly ones that its documents allow, often at an edge, now and then wrong in one field.
/// What is written here is written from the documents, not read from the catalogue that it tries.
/// </summary>
internal static class RequestGenerator
{
    private static readonly JsonSerializerOptions Raw = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] Models = ["viduq3-pro", "viduq3-turbo", "viduq3", "viduq3-mix", "veo3.1-fast", "veo3.1-quality"];
    private static readonly string[] FiveRatios = ["16:9", "9:16", "4:3", "3:4", "1:1"];

    public static Gen<WrittenRequest> Requests { get; } = Gen.Elements(Models).SelectMany(Of);

    private static Gen<WrittenRequest> Of(string model) =>
        from images in Images(model)
        from subjects in model == "viduq3" ? Subjects : Gen.Constant<string[]>([])
        from prompt in PromptGenerator.Prompts(model == "viduq3" ? subjects : null, optional: model is "viduq3-pro" or "viduq3-turbo" && images.Count > 0)
        from escaped in Gen.Choose(0, 9)
        from duration in Duration(model)
        from resolution in Resolution(model)
        from ratio in Ratio(model, images.Count)
        from audio in IsVeo(model) ? Rarely("true") : Optional(Gen.Elements("true", "false", "null"), Gen.Elements("\"true\"", "1", "[]"))
        from seed in IsVeo(model) ? Rarely("1") : Optional(Seeds, WrongSeeds)
        from metadata in Metadata(model, images.Count, subjects)
        from stranger in Gen.Frequency((99, Gen.Constant<string?>(null)), (1, Gen.Elements<string?>("n", "Prompt", "generation_type", "callback")))
        select new WrittenRequest(
            [
                .. new (string Name, string? Json)[]
                {
                    ("model", Quote(model)),
                    ("prompt", prompt is null ? null : Quote(prompt, escaped == 0)),
                    ("image_urls", images.Json),
                    ("duration", duration),
                    ("resolution", resolution),
                    ("aspect_ratio", ratio),
                    ("audio", audio),
                    ("seed", seed),
                    (stranger ?? "", stranger is null ? null : "1"),
                }.Where(member => member.Json is not null).Select(member => (member.Name, member.Json!)),
            ],
            metadata);

    private static bool IsVeo(string model) => model.StartsWith("veo", StringComparison.Ordinal);

    private static string Quote(string text, bool escaped = false) => escaped
        ? $"\"{string.Concat(text.Select(unit => $"\\u{(int)unit:x4}"))}\""
        : JsonSerializer.Serialize(text, Raw);

    /// <summary>Absent, right, or now and then wrong.</summary>
    private static Gen<string?> Optional(Gen<string> right, Gen<string> wrong) =>
        Gen.Frequency((40, Gen.Constant<string?>(null)), (58, right.Select(value => (string?)value)), (2, wrong.Select(value => (string?)value)));

    private static Gen<string?> Rarely(string value) =>
        Gen.Frequency((97, Gen.Constant<string?>(null)), (1, Gen.Constant<string?>(value)), (2, Gen.Constant<string?>("null")));

    private static Gen<(int Count, string? Json)> Images(string model) =>
        from count in Gen.Frequency((24, Gen.Elements(Counts(model))), (1, Gen.Choose(0, 8)))
        from urls in Gen.ArrayOf(Gen.Frequency((60, Url), (1, WrongUrl)), count)
        from none in Gen.Elements<string?>(null, null, "null", "[]")
        select (count, count == 0 ? none : $"[{string.Join(',', urls)}]");

    private static int[] Counts(string model) => model switch
    {
        "viduq3-pro" or "viduq3-turbo" => [0, 1, 2],
        "viduq3" or "viduq3-mix" => [1, 2, 3, 4, 4, 5, 7],
        "veo3.1-fast" => [0, 1, 2, 3],
        _ => [0, 1, 2],
    };

    private static Gen<string> Url { get; } = Gen.Elements(
        "https://example.com/1.jpg", "http://a", "HTTPS://EXAMPLE.com:8443/ä?x=1&y=%20#z", "https://[::1]/x.png", "https://例え.jp/猫.png",
        "https://a.example/🐈", "http://10.0.0.1/a+b/=", "https://a.example/\u200b", "https://a.example/?q=\"'<>|^`{}", "https://a..b/", "https://a.example/" + new string('x', 3000))
        .Select(url => Quote(url));

    private static Gen<string> WrongUrl { get; } = Gen.Elements(
        "ftp://example.com/a", "data:image/png;base64,AAAA", "https://", "//a/b", "/a.png", "", "https://a b/", "https://u:p@a.example/", "https://a\\b/",
        "https://a.example/\u0085", "https://a.example/\u00a0", "https://[::1", "https://a:99999/", "http:///x", new string('A', 64), "https://:80/", "https://\u007fa/")
        .Select(url => Quote(url)).Or(Gen.Elements("5", "null", "[]"));

    private static Gen<string?> Duration(string model) => IsVeo(model)
        ? Optional(Gen.Elements("8", "8.0", "80e-1", "0.8E+1", "null"), Gen.Elements("7", "9", "8.5", "\"8\""))
        : Optional(
            Gen.Choose(model == "viduq3" ? 3 : 1, 16).SelectMany(value => Gen.Elements($"{value}", $"{value}", $"{value}.0", $"{value}0e-1", $"0.{value:00}E2")),
            Gen.Elements(model == "viduq3" ? "2" : "0", "17", "-1", "5.5", "1e400", "\"5\"", "true"));

    private static Gen<string?> Resolution(string model) => Optional(
        (model switch
        {
            "viduq3-mix" => Gen.Elements("720p", "1080p"),
            _ when IsVeo(model) => Gen.Elements("720p", "1080p", "4k"),
            _ => Gen.Elements("540p", "720p", "1080p"),
        }).Select(value => Quote(value)),
        Gen.Elements("\"480p\"", "\"540p\"", "\"4k\"", "\"4K\"", "\"\"", "720"));

    private static Gen<string?> Ratio(string model, int images)
    {
        var wrong = Gen.Elements("\"0:1\"", "\"65:1\"", "\"1:65\"", "\"16:09\"", "\"16x9\"", "\"16:9 \"", "\"\"", "\":\"", "\"１６:９\"", "\"1:1:1\"", "\"-1:1\"", "\"16:9\\n\"", "1.5");
        var any = Gen.Frequency((1, Gen.Elements(FiveRatios)), (1, Gen.Choose(1, 64).Zip(Gen.Choose(1, 64), (width, height) => $"{width}:{height}")));
        return model switch
        {
            "viduq3-pro" or "viduq3-turbo" when images > 0 => Rarely("\"16:9\""),
            "viduq3-mix" => Optional(Gen.Elements(FiveRatios).Select(value => Quote(value)), wrong.Or(Gen.Constant("\"21:9\""))),
            _ when IsVeo(model) => Optional(Gen.Elements("\"16:9\"", "\"9:16\"", "\"\\u00316:9\""), wrong.Or(Gen.Constant("\"1:1\""))),
            _ => Optional(any.Select(value => Quote(value)), wrong),
        };
    }

    private static Gen<string> Seeds { get; } = Gen.Choose(0, int.MaxValue).Select(seed => $"{seed}").Or(Gen.Elements(
        "0", "4294967295", "4294967295.0", "4.294967295e9", "-0", "-0.0", "0e99999999999999999999", "1E+2", "100e-2", "null"));

    private static Gen<string> WrongSeeds { get; } =
        Gen.Elements("-1", "4294967296", "1.5", "\"1\"", "1e400", "1e-400", "9223372036854775808", "true");

    private static Gen<string[]> Subjects { get; } =
        from count in Gen.Elements(0, 0, 1, 2, 3)
        from names in Gen.Shuffle(PromptGenerator.Names)
        select names.Take(count).ToArray();

    private static Gen<IReadOnlyList<(string Name, string Json)>?> Metadata(string model, int images, string[] subjects) => model switch
    {
        "viduq3-mix" => Some(45, MetadataGenerator.Mix),
        _ when IsVeo(model) => Some(60, MetadataGenerator.Veo(images, takesReferences: model == "veo3.1-fast")),
        _ when subjects.Length > 0 => Some(100, MetadataGenerator.Subjects(subjects, Url, WrongUrl)),
        _ => Some(45, MetadataGenerator.Open(model == "viduq3")),
    };

    private static Gen<IReadOnlyList<(string Name, string Json)>?> Some(int percent, Gen<IReadOnlyList<(string Name, string Json)>> members) =>
        Gen.Frequency(
            (percent, members.Select(found => (IReadOnlyList<(string Name, string Json)>?)found)),
            (100 - percent, Gen.Constant<IReadOnlyList<(string Name, string Json)>?>(null)));
}

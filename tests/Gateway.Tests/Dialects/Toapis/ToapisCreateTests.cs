using Gateway.Canonical;
using Gateway.Dialects.Toapis;
using static Gateway.Tests.Dialects.Bodies;

namespace Gateway.Tests.Dialects.Toapis;

public sealed class ToapisCreateTests
{
    private readonly ToapisDialect dialect = new();

    [Fact]
    public void A_create_is_a_post_without_an_idempotency_key()
    {
        var request = dialect.Create(Request("p").To("viduq3-pro"));
        request.Method.ShouldBe("POST");
        request.Path.ShouldBe("/v1/videos/generations");
        request.IdempotencyKey.ShouldBeNull();
    }

    [Fact]
    public void A_silent_video_with_a_seed() => // S000
        Vidu(Request("Sunset seascape timelapse photography", 10, "1080p") with { Audio = false, Seed = 4294967295 }).ShouldBe(OneLine("""
            {"model":"viduq3-pro","prompt":"Sunset seascape timelapse photography","duration":10,"resolution":"1080p",
            "audio":false,"seed":4294967295,"client_business_id":"video_01J9HA7JPQ9A0Z6JZ3V8M9W6PZ"}
            """));

    [Fact]
    public void A_first_frame_needs_no_prompt() =>
        Vidu(Request("", mode: VideoMode.ImageToVideo, images: "https://example.com/a.png") with { Prompt = null }).ShouldBe(OneLine("""
            {"model":"viduq3-pro","duration":5,"resolution":"720p","image_urls":["https://example.com/a.png"],"audio":true,
            "client_business_id":"video_01J9HA7JPQ9A0Z6JZ3V8M9W6PZ"}
            """));

    [Theory]
    [InlineData("""{"off_peak":true,"bgm":false}""", """{"off_peak":true,"bgm":false}""")]
    [InlineData("""{"a":null,"b":{"c":null,"d":[null,{"e":null},1]},"n":12345678901234567890.10}""", """{"b":{"d":[{},1]},"n":12345678901234567890.10}""")]
    [InlineData("""{"é":"<a href='x'>&+\"\\"}""", """{"é":"<a href='x'>&+\"\\"}""")]
    [InlineData("""{"cut\ud83d":"\ud800"}""", "{\"cut\uFFFD\":\"\uFFFD\"}")]
    [InlineData("""{}""", null)]
    [InlineData("""{"a":null}""", null)]
    [InlineData("""[1]""", null)]
    public void Metadata_goes_out_without_nulls(string given, string? sent)
    {
        var metadata = sent is null ? "" : $"\"metadata\":{sent},";
        Vidu(Request("p") with { Metadata = Json(given) }).ShouldBe(
            """{"model":"viduq3-pro","prompt":"p","duration":5,"resolution":"720p","audio":true,"""
            + metadata
            + $"\"client_business_id\":\"{TaskId}\"}}");
    }

    [Fact]
    public void A_prompt_is_not_bloated_by_escapes() =>
        Vidu(Request("猫 & <Café> +\"quote\"\n")).ShouldContain("\"prompt\":\"猫 & <Café> +\\\"quote\\\"\\n\"");

    [Fact]
    public void A_broken_prompt_is_still_sent() => Vidu(Request("cut \ud83d")).ShouldContain("\"prompt\":\"cut ");

    [Theory]
    [InlineData(1, "frame", "frame")]
    [InlineData(1, "reference", "reference")]
    [InlineData(2, "frame", "frame")]
    [InlineData(3, "reference", "reference")]
    [InlineData(3, null, "reference")]
    [InlineData(1, null, "frame")]
    public void Veo_with_images_always_says_the_generation_type(int count, string? given, string sent)
    {
        string[] images = [.. Enumerable.Range(1, count).Select(i => $"https://example.com/{i}.png")];
        var mode = (given ?? sent) == "reference" ? VideoMode.ReferenceToVideo : VideoMode.ImageToVideo;
        Veo(Request("p", 8, "720p", mode, images) with { GenerationType = given }).ShouldBe(OneLine($$"""
            {"model":"veo3.1-fast","prompt":"p","duration":8,"image_urls":["{{string.Join("\",\"", images)}}"],
            "metadata":{"generation_type":"{{sent}}","resolution":"720p"},"client_business_id":"video_01J9HA7JPQ9A0Z6JZ3V8M9W6PZ"}
            """));
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData("{}", "")]
    [InlineData("""{"enable_gif":true}""", ",\"enable_gif\":true")]
    [InlineData("""{"enable_gif":null,"other":1}""", "")]
    public void Veo_from_text_says_the_resolution_and_enable_gif_only_when_set(string? metadata, string sent) =>
        Veo(Request("p", 8, "720p") with { Metadata = metadata is null ? null : Json(metadata) }).ShouldBe(OneLine($$"""
            {"model":"veo3.1-fast","prompt":"p","duration":8,
            "metadata":{"resolution":"720p"{{sent}}},"client_business_id":"video_01J9HA7JPQ9A0Z6JZ3V8M9W6PZ"}
            """));

    private string Vidu(ResolvedRequest request, string model = "viduq3-pro") => dialect.BodyOf(request.To(model));

    private string Veo(ResolvedRequest request) => dialect.BodyOf((request with { Audio = null }).To("veo3.1-fast", "veo"));
}

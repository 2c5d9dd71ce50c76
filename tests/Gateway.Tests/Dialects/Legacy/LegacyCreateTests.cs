using Gateway.Canonical;
using Gateway.Dialects.Legacy;
using static Gateway.Tests.Dialects.Bodies;

namespace Gateway.Tests.Dialects.Legacy;

public sealed class LegacyCreateTests
{
    private readonly LegacyDialect dialect = new();

    [Fact]
    public void A_create_is_a_post_without_an_idempotency_key()
    {
        var request = dialect.Create(Request("p").To("viduq3p"));
        request.Method.ShouldBe("POST");
        request.Path.ShouldBe("/v1/video/generations");
        request.IdempotencyKey.ShouldBeNull();
    }

    [Fact]
    public void A_single_reference_is_still_a_list() =>
        Body("viduq3p-mix", Request("p", mode: VideoMode.ReferenceToVideo, images: "https://example.com/1.png")).ShouldContain("\"reference_image_urls\":[\"https://example.com/1.png\"]");

    [Theory]
    [InlineData("""{"off_peak":false,"bgm":true}""", "viduq3p-720p", "{\"audio\":true,\"bgm\":true}")]
    [InlineData("""{"off_peak":null,"bgm":null}""", "viduq3p-720p", "{\"audio\":true}")]
    [InlineData("""{"off_peak":true,"bgm":true}""", "viduq3p-720p-offpeak", "{\"audio\":true,\"bgm\":true}")]
    public void Off_peak_and_bgm(string metadata, string model, string extra) =>
        Body("viduq3p", Request("p") with { Metadata = Json(metadata) })
            .ShouldBe($$"""{"model":"{{model}}","prompt":"p","duration":5,"extra_body":{{extra}}}""");

    [Fact]
    public void Without_extras_there_is_no_extra_body() =>
        Body("viduq3p", Request("p") with { Audio = null }).ShouldBe("""{"model":"viduq3p-720p","prompt":"p","duration":5}""");

    [Fact]
    public void With_a_frame_the_picture_decides_the_aspect_ratio() =>
        Body("viduq3p", Request("p", mode: VideoMode.ImageToVideo, images: "https://example.com/a.png") with { AspectRatio = "16:9" })
            .ShouldNotContain("aspect_ratio");

    private string Body(string model, ResolvedRequest request) => dialect.BodyOf(request.To(model));
}

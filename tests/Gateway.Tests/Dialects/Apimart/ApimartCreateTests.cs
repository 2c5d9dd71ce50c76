using Gateway.Canonical;
using Gateway.Dialects.Apimart;
using static Gateway.Tests.Dialects.Bodies;

namespace Gateway.Tests.Dialects.Apimart;

public sealed class ApimartCreateTests
{
    private readonly ApimartDialect dialect = new();

    [Fact]
    public void A_create_is_a_post_with_the_attempt_as_idempotency_key()
    {
        var request = dialect.Create(Request("p").To("viduq3-pro"));
        request.Method.ShouldBe("POST");
        request.Path.ShouldBe("/v1/videos/generations");
        request.IdempotencyKey.ShouldBe(AttemptId);
    }

    [Fact]
    public void References_go_without_audio() => // S001
        Body(
            Request("Keep the character consistent", 6, "1080p", VideoMode.ReferenceToVideo, "https://example.com/front.jpg", "https://example.com/side.jpg") with { Seed = 0 },
            "viduq3").ShouldBe(OneLine("""
            {"model":"viduq3","prompt":"Keep the character consistent","duration":6,"resolution":"1080p",
            "image_urls":["https://example.com/front.jpg","https://example.com/side.jpg"],"seed":0}
            """));

    [Fact]
    public void Metadata_is_not_sent() =>
        Body(Request("p") with { Seed = 42, Metadata = Json("""{"bgm":true}""") }).ShouldBe(
            """{"model":"viduq3-pro","prompt":"p","duration":5,"resolution":"720p","audio":true,"seed":42}""");

    private string Body(ResolvedRequest request, string model = "viduq3-pro") => dialect.BodyOf(request.To(model));
}

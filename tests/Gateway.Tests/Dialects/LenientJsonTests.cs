using System.Text;
using Gateway.Canonical;
using Gateway.Dialects;

namespace Gateway.Tests.Dialects;

public sealed class LenientJsonTests
{
    [Theory]
    [InlineData("\"\\ud800\"", "\uFFFD")]
    [InlineData("\"\\uDC00\"", "\uFFFD")]
    [InlineData("\"a\\ud83d\"", "a\uFFFD")]
    [InlineData("\"\\ud83d\\n\"", "\uFFFD")]
    [InlineData("\"\\ud83d\\ud83d\\ude00\"", "\uFFFD😀")]
    [InlineData("\"\\ud83d\\ude00\"", "😀")]
    [InlineData("\"\\\\ud800\"", "\\ud800")]
    [InlineData("\"\\\\\\ud800\"", "\\\uFFFD")]
    public void A_broken_character_does_not_spoil_the_text(string json, string text) =>
        LenientJson.Parse(Encoding.UTF8.GetBytes(json)).Text().ShouldBe(text);

    [Fact]
    public void A_broken_member_name_does_not_spoil_its_neighbours() =>
        LenientJson.Parse("""{"\ud800":1,"i\udc00":2,"id":"x"}"""u8).Member("id").Text().ShouldBe("x");

    [Fact]
    public void Invalid_utf8_does_not_spoil_the_answer()
    {
        byte[] body = [.. "{\"prompt\":\""u8, 0xF0, 0x9F, 0x98, .. "\",\"id\":\"x\"}"u8];
        LenientJson.Parse(body).Member("id").Text().ShouldBe("x");
        LenientJson.Parse(body).Member("prompt").Text().ShouldBe("\uFFFD");
    }

    [Fact]
    public void A_byte_order_mark_is_skipped() =>
        LenientJson.Parse([0xEF, 0xBB, 0xBF, .. "{\"id\":7}"u8]).Member("id").Text().ShouldBe("7");

    [Theory]
    [InlineData("1768380514", 1768380514L)]
    [InlineData("\"1768380514\"", 1768380514L)]
    [InlineData("1768380514.9", 1768380514L)]
    [InlineData("1764347090922", 1764347090L)]
    [InlineData("100000000000", 100000000000L)]
    [InlineData("0", null)]
    [InlineData("-5", null)]
    [InlineData("1e30", null)]
    [InlineData("1e999", null)]
    [InlineData("\"2026-01-14\"", null)]
    [InlineData("null", null)]
    public void Milliseconds_are_told_from_seconds(string json, long? seconds) =>
        LenientJson.Parse(Encoding.UTF8.GetBytes(json)).Time().ShouldBe(seconds is { } at ? Instant.OfSeconds(at) : null);

    [Theory]
    [InlineData("https://cdn.example/v.mp4?sig=a%2Fb", "https://cdn.example/v.mp4?sig=a%2Fb")]
    [InlineData(" HTTP://cdn.example/v.mp4 ", "HTTP://cdn.example/v.mp4")]
    [InlineData("https://cdn.example/a b/视频.mp4", "https://cdn.example/a%20b/%E8%A7%86%E9%A2%91.mp4")]
    [InlineData("ftp://cdn.example/v.mp4", null)]
    [InlineData("data:video/mp4;base64,AAAA", null)]
    [InlineData("file:///etc/passwd", null)]
    [InlineData("/v1/videos/x/content", null)]
    [InlineData("//cdn.example/v.mp4", null)]
    [InlineData("https://", null)]
    [InlineData("https://user:password@cdn.example/v.mp4", null)]
    [InlineData("https://user@cdn.example/v.mp4", null)]
    [InlineData("https://@cdn.example/v.mp4", null)]
    [InlineData("https://cdn.example?@v.mp4", "https://cdn.example?@v.mp4")]
    [InlineData("https://cdn.example/a@b", "https://cdn.example/a@b")]
    [InlineData("https://cdn.example\\\\@evil.example/v.mp4", null)]
    [InlineData("https://cdn.example/v.mp4?key=[removed]", null)]
    [InlineData("https:cdn.example", null)]
    [InlineData("insufficient balance", null)]
    [InlineData("", null)]
    public void Only_an_absolute_http_url_is_usable(string text, string? url) =>
        UpstreamUrl.Find(Bodies.Json($"\"{text}\"")).ShouldBe(url);

    [Theory]
    [InlineData("""["", null, "x", "https://a.example/1", "https://a.example/2"]""")]
    [InlineData("""[{"url":"x"}, {"url":["https://a.example/1"]}]""")]
    [InlineData("""{"url":{"video_url":"https://a.example/1"}}""")]
    public void The_first_usable_url_is_found_in_lists_and_objects(string json) =>
        UpstreamUrl.Find(Bodies.Json(json)).ShouldBe("https://a.example/1");
}

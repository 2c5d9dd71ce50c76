using Gateway.Models;

namespace Gateway.Tests.Models;

public sealed class ImageUrlTests
{
    [Theory]
    [InlineData("https://example.com/a.jpg")]
    [InlineData("http://example.com")]
    [InlineData("HTTPS://EXAMPLE.COM/A.JPG?x=1#y")]
    [InlineData("https://example.com:8443/a%20b")]
    [InlineData("https://[2001:db8::1]/a")]
    [InlineData("https://例え.jp/画像.png")]
    [InlineData("https://example.com/a@b")]
    public void An_absolute_http_URL_is_taken(string url) => ImageUrl.Check("image_urls[0]", url).ShouldBeNull();

    [Theory]
    [InlineData("", "invalid_url")]
    [InlineData("a.jpg", "invalid_url")]
    [InlineData("/a.jpg", "invalid_url")]
    [InlineData("//example.com/a.jpg", "invalid_url")]
    [InlineData("ftp://example.com/a.jpg", "invalid_url")]
    [InlineData("file:///etc/passwd", "invalid_url")]
    [InlineData("https:/example.com", "invalid_url")]
    [InlineData("https://", "invalid_url")]
    [InlineData("https:///a.jpg", "invalid_url")]
    [InlineData("https://?a", "invalid_url")]
    [InlineData("https://user@example.com/a.jpg", "invalid_url")]
    [InlineData("https://user:pass@example.com/a.jpg", "invalid_url")]
    [InlineData("https://@example.com/a.jpg", "invalid_url")]
    [InlineData("https://good.example\\@evil.example/", "invalid_url")]
    [InlineData("https://example.com/a b.jpg", "invalid_url")]
    [InlineData(" https://example.com/a.jpg", "invalid_url")]
    [InlineData("https://example.com/a.jpg\n", "invalid_url")]
    [InlineData("https://example.com/\u0007", "invalid_url")]
    [InlineData("https://example.com/\u00a0", "invalid_url")]
    [InlineData("https://exa mple.com/", "invalid_url")]
    [InlineData("https://example.com:99999/", "invalid_url")]
    [InlineData("data:image/png;base64,iVBORw0KGgo=", "base64_not_supported")]
    [InlineData("DATA:,x", "base64_not_supported")]
    public void Anything_else_is_refused(string url, string code)
    {
        var problem = ImageUrl.Check("image_urls[2]", url).ShouldNotBeNull();

        problem.Code.ShouldBe(code);
        problem.Param.ShouldBe("image_urls[2]");
    }

    [Theory]
    [InlineData(63, "invalid_url")]
    [InlineData(64, "base64_not_supported")]
    [InlineData(100_000, "base64_not_supported")]
    public void A_long_text_of_base64_characters_is_image_data(int length, string code) =>
        ImageUrl.Check("p", string.Concat(Enumerable.Repeat("iVBORw0K+/gA", length / 12 + 1))[..(length - 1)] + "=")!.Code.ShouldBe(code);
}
